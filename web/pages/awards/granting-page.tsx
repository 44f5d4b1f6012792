import { useQueryClient } from '@tanstack/preact-query';
import { useRef, useState } from 'preact/hooks';
import { Link, useLocation, useSearchParams } from 'wouter-preact';
import { localMonth, monthAfter } from '../../../shared/domain/kernel/local-spans.ts';
import { AWARD_KINDS, type AwardKind } from '../../../shared/domain/model/award.ts';
import { AWARD_KIND_WORDS } from '../../../shared/words/award-words.ts';
import { Choices } from '../../parts/choices.tsx';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import { goToFirstFault } from '../../parts/first-fault.ts';
import { GroupedSelect } from '../../parts/grouped-select.tsx';
import { Labelled } from '../../parts/labelled.tsx';
import { Refused } from '../../parts/refused.tsx';
import { Loading } from '../../parts/states.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { whomOf } from '../../parts/whom.ts';
import { answered, Refusal } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { begun } from '../../words/codes.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { type Awardable, useAwardable } from './awardable.ts';
import { awardsWords } from './awards-words.ts';

interface Typed {
  readonly to?: string | undefined;
  readonly kind?: AwardKind | undefined;
  readonly month?: string | undefined;
  readonly reason?: string | undefined;
}

/** As far back as somebody may think of. */
const MONTHS = 12;

/** Gives an award, by hand or to whom praise named; then shows it in the list. */
export function Page() {
  const page = usePageWords(awardsWords);
  const awardable = useAwardable();
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.giveTitle}</h1>
        <p class="dim">{page.lead}</p>
      </header>
      {awardable === undefined ? (
        <Loading />
      ) : awardable.sections.length + awardable.people.length === 0 ? (
        <p class="nothing">{page.notYours}</p>
      ) : (
        <Granting awardable={awardable} />
      )}
    </section>
  );
}

function Granting({ awardable }: { readonly awardable: Awardable }) {
  const { api, me } = useReader();
  const page = usePageWords(awardsWords);
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const proposed: Typed = { to: search.get('to') ?? undefined, month: search.get('month') ?? undefined };
  const draft = useDraft<Typed>(me.id, `award ${proposed.to ?? ''}`, proposed);
  const { state, submit } = useSubmission(draft, []);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { to, kind, month, reason = '' } = draft.value;
  const change = (changed: Typed) => draft.change({ ...draft.value, ...changed });
  const about = whomOf(to);
  const missing = (isThere: boolean) => (tried && !isThere ? words.sign.missing : undefined);
  const present = localMonth(me.now, me.site?.timeZone ?? 'UTC');
  const months = Array.from({ length: MONTHS }, (_, back) => monthAfter(present, -back));

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (about === undefined || kind === undefined || reason.trim() === '') {
      goToFirstFault(form.current);
      return;
    }
    const given = await submit(() =>
      answered(
        api.POST('/awards', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: { about, kind, reason: reason.trim(), ...(month && { month }) },
        }),
      ),
    );
    if (given === undefined) return;
    queries.invalidateQueries({ queryKey: ['awards'] });
    go('/awards', { replace: true });
  };
  return (
    <form ref={form} class="step-form" onSubmit={send} noValidate>
      <Labelled
        name="to"
        label={page.whom}
        required
        wrong={faultIn(state, '/about') ?? missing(about !== undefined)}
      >
        {(control) => (
          <GroupedSelect
            {...control}
            value={to}
            change={(value) => change({ to: value })}
            nobody={words.choose}
            groups={[
              { label: page.people, options: awardable.people },
              { label: page.sections, options: awardable.sections },
            ]}
          />
        )}
      </Labelled>
      <Labelled
        name="kind"
        label={page.kind}
        required
        isGroup
        wrong={faultIn(state, '/kind') ?? missing(kind !== undefined)}
      >
        {() => (
          <Choices
            name="kind"
            value={kind}
            change={(value) => change({ kind: value })}
            options={AWARD_KINDS.map((each) => [each, begun(AWARD_KIND_WORDS, language)[each]])}
          />
        )}
      </Labelled>
      <TextField
        name="reason"
        label={page.reason}
        hint={page.reasonHint}
        required
        lines={4}
        value={reason}
        change={(value) => change({ reason: value })}
        wrong={faultIn(state, '/reason') ?? missing(reason.trim() !== '')}
      />
      <SelectField
        name="month"
        label={page.month}
        empty={page.anyMonth}
        value={month}
        options={months.map((each) => [each, each] as const)}
        change={(value) => change({ month: value })}
        wrong={faultIn(state, '/month')}
      />
      <p class="dim">{page.effect}</p>
      <Unanswered state={state} />
      {state instanceof Refusal && <Refused refusal={state} lead="" />}
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {state === 'working' ? words.sign.working : page.give}
        </button>
        <Link href="/awards">{words.back}</Link>
      </p>
    </form>
  );
}
