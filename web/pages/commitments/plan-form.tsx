import { useState } from 'preact/hooks';
import { TARGETS } from '../../../shared/domain/clocks/targets.ts';
import { CLAUSES, clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { targetWords } from '../../../shared/words/commitment-words.ts';
import { useDraft } from '../../parts/draft.ts';
import { InstantField, SelectField, TextField } from '../../parts/fields.tsx';
import { Refused } from '../../parts/refused.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { Refusal } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { commitmentsWords } from './commitments-words.ts';
import { type Plan, planOf, type TypedPlan, typed, UNITS } from './plan.ts';

interface PlanFormProps {
  /** Whose plan it is, so that the device keeps what was typed of it. */
  readonly whose: string;
  /** What it begins with: the draft, or what is in force. */
  readonly from: Partial<Plan> | undefined;
  /** Whether clocks follow it. */
  readonly hasTargets?: boolean;
  /** Whether what was typed stays on the device once it is saved, because nobody can read it from the API. */
  readonly keepsTyped?: boolean;
  /** Saves it as a draft. @throws Refusal */
  readonly put: (plan: Plan) => Promise<unknown>;
  readonly refresh: () => void;
}

const EMPTY: TypedPlan = { promises: [{}], targets: [] };
const shortId = () => `p-${crypto.randomUUID().slice(0, 8)}`;

/** A plan as it is drafted; what is wrong stands at its row, and nothing typed is lost. */
export function PlanForm({
  whose,
  from,
  hasTargets = true,
  keepsTyped = false,
  put,
  refresh,
}: PlanFormProps) {
  const { me } = useReader();
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const begun = from === undefined ? EMPTY : { ...typed(from), effectiveFrom: undefined };
  const draft = useDraft<TypedPlan>(me.id, `commitments ${whose}`, begun);
  const { state, submit } = useSubmission(keepsTyped ? { ...draft, clear: draft.renew } : draft, [], refresh);
  const [saved, setSaved] = useState(false);
  const { promises, targets, effectiveFrom } = draft.value;
  const change = (changed: Partial<TypedPlan>) => {
    setSaved(false);
    draft.change({ ...draft.value, ...changed });
  };
  const changeOne = <T,>(list: readonly T[], index: number, changed: Partial<T>): readonly T[] =>
    list.map((each, at) => (at === index ? { ...each, ...changed } : each));
  const without = <T,>(list: readonly T[], index: number) => list.filter((_, at) => at !== index);
  const isStale = state instanceof Refusal && state.status === 412;

  const save = async (event: Event) => {
    event.preventDefault();
    const done = await submit(() => put(planOf(draft.value, from ?? {}, shortId)));
    if (done !== undefined) refresh();
    setSaved(done !== undefined);
  };

  return (
    <form class="step-form plan-form" onSubmit={save} noValidate>
      <h2>{page.draft}</h2>
      <h3>{page.promises}</h3>
      {promises.map((promise, index) => (
        <fieldset key={promise.id ?? `new ${index}`} class="plan-row">
          <legend>{page.promise(index + 1)}</legend>
          <TextField
            name={`promise-${index}-zh`}
            label={page.zh}
            required
            lines={2}
            value={promise.zh}
            change={(zh) => change({ promises: changeOne(promises, index, { zh: zh ?? '' }) })}
            wrong={faultIn(state, `/promises/${index}/zh`)}
          />
          <TextField
            name={`promise-${index}-en`}
            label={page.en}
            lines={2}
            value={promise.en}
            change={(en) => change({ promises: changeOne(promises, index, { en: en ?? '' }) })}
            wrong={faultIn(state, `/promises/${index}/en`)}
          />
          <SelectField
            name={`promise-${index}-clause`}
            label={page.clause}
            value={promise.clause}
            options={CLAUSES.map((id) => [id, `${id} ${clauseTitle(id)?.[language] ?? ''}`] as const)}
            change={(clause) => change({ promises: changeOne(promises, index, { clause: clause ?? '' }) })}
            wrong={faultIn(state, `/promises/${index}/clause`) ?? faultIn(state, `/promises/${index}/id`)}
          />
          <button type="button" class="plain" onClick={() => change({ promises: without(promises, index) })}>
            {page.remove} {page.promise(index + 1)}
          </button>
        </fieldset>
      ))}
      <button type="button" onClick={() => change({ promises: [...promises, {}] })}>
        {page.addPromise}
      </button>
      {hasTargets && <h3>{page.targets}</h3>}
      {targets.map((target, index) => {
        const said = targetWords(target.name);
        const name = target.name === '' ? page.target : language === 'en' ? said.en : said.zh;
        return (
          <fieldset key={`${index} of ${targets.length}`} class="plan-row target">
            <legend class="unseen">{name}</legend>
            <SelectField
              name={`target-${index}`}
              label={page.target}
              required
              value={target.name}
              options={[...TARGETS.keys()].map((id) => {
                const each = targetWords(id);
                return [id, language === 'en' ? each.en : each.zh] as const;
              })}
              change={(chosen) => change({ targets: changeOne(targets, index, { name: chosen ?? '' }) })}
            />
            <TextField
              name={`amount-${index}`}
              label={page.amount}
              required
              most={6}
              value={target.amount}
              change={(amount) => change({ targets: changeOne(targets, index, { amount: amount ?? '' }) })}
              wrong={target.name === '' ? undefined : faultIn(state, `/targets/${target.name}`)}
            />
            <SelectField
              name={`unit-${index}`}
              label={page.unit}
              required
              value={target.unit}
              options={UNITS.map((unit) => [unit, page.units[unit]] as const)}
              change={(unit) =>
                change({
                  targets: changeOne(targets, index, {
                    unit: UNITS.find((each) => each === unit) ?? 'minutes',
                  }),
                })
              }
            />
            <button type="button" class="plain" onClick={() => change({ targets: without(targets, index) })}>
              {page.remove} {name}
            </button>
          </fieldset>
        );
      })}
      {hasTargets && (
        <button
          type="button"
          onClick={() => change({ targets: [...targets, { name: '', amount: '', unit: 'minutes' }] })}
        >
          {page.addTarget}
        </button>
      )}
      <InstantField
        name="effectiveFrom"
        label={page.from}
        hint={page.fromHint}
        required
        value={effectiveFrom}
        change={(value) => change({ effectiveFrom: value })}
        wrong={faultIn(state, '/effectiveFrom')}
      />
      <Unanswered state={state} />
      {state instanceof Refusal && (
        <Refused refusal={state} lead="">
          {isStale && <p>{page.stale}</p>}
        </Refused>
      )}
      {saved && (
        <p class="said" role="status">
          {page.saved}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {page.save}
        </button>
      </p>
    </form>
  );
}
