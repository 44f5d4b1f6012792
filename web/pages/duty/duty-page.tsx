import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Asked } from '../../parts/asked.tsx';
import { useDraft } from '../../parts/draft.ts';
import { InstantField } from '../../parts/fields.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { usePresent } from '../../parts/now.ts';
import { Refused } from '../../parts/refused.tsx';
import { faultIn, useSubmission } from '../../parts/submission.ts';
import { instantIn } from '../../parts/time.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory, useStanding } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { dutyWords } from './duty-words.ts';
import { FORTNIGHT_MS, isAway, leaveOf, type Shift, within } from './fortnight.ts';

type Person = Schemas['Organisation']['people'][number];

/** Who is on duty in a section for the next two weeks, and who is on leave. */
export function Page({ section: asked }: PageProps) {
  const { api, me } = useReader();
  const page = usePageWords(dutyWords);
  const { language } = useWords();
  const directory = useDirectory().data;
  const section = asked ?? me.section ?? directory?.sections[0]?.id ?? '';
  const known = directory?.sections.find(({ id }) => id === section);
  const people = (directory?.people ?? []).filter((each) => each.section === section && each.active);
  const path = { site: me.site?.id ?? '', id: section };
  const read = useQuery({
    queryKey: ['duty', section, language],
    queryFn: () => answered(api.GET('/sites/{site}/sections/{id}/duty', { params: { path } })),
    enabled: section !== '',
  });
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title(known === undefined ? '…' : called(known, language))}</h1>
        <p class="dim">{page.lead}</p>
      </header>
      <Asked query={read}>{(duty) => <Shifts key={section} duty={duty} people={people} />}</Asked>
    </section>
  );
}

interface ShiftsProps {
  readonly duty: Schemas['Duty'];
  readonly people: readonly Person[];
}

interface Typed {
  readonly shifts?: readonly Shift[] | undefined;
}

function Shifts({ duty, people }: ShiftsProps) {
  const { api, me } = useReader();
  const page = usePageWords(dutyWords);
  const { language } = useWords();
  const { leads } = useStanding();
  const queries = useQueryClient();
  const now = usePresent();
  const draft = useDraft<Typed>(me.id, `duty ${duty.section}`, {});
  const readAnew = () => queries.invalidateQueries({ queryKey: ['duty', duty.section] });
  const { state, submit } = useSubmission(draft, [], readAnew);
  const [isSaved, setSaved] = useState(false);
  const shifts = draft.value.shifts ?? duty.shifts;
  const isMine = leads && me.section === duty.section;
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const when = ({ from, to }: { readonly from: string; readonly to: string }) =>
    page.fortnight(time(from), time(to));
  const nameOf = (id: string) => people.find((each) => each.id === id)?.name ?? duty.names?.[id] ?? id;
  const change = (changed: readonly Shift[]) => {
    setSaved(false);
    draft.change({ shifts: changed });
  };
  const span = { from: new Date(now).toISOString(), to: new Date(now + FORTNIGHT_MS).toISOString() };
  const away = people.filter((person) => isAway(person, span));
  const isStale = state instanceof Refusal && state.status === 412;
  const forget = () => {
    draft.change({});
    readAnew();
  };
  const save = async () => {
    const done = await submit(() =>
      answered(
        api.PUT('/sites/{site}/sections/{id}/duty', {
          params: {
            path: { site: duty.site, id: duty.section },
            header: { 'If-Match': `"${duty.version}"` },
          },
          body: { shifts: [...shifts] },
        }),
      ),
    );
    if (done === undefined) return;
    forget();
    setSaved(true);
  };
  const shown = within(shifts, now);
  return (
    <>
      <section aria-labelledby="shifts">
        <h2 id="shifts">{when(span)}</h2>
        {shown.length === 0 ? (
          <p class="dim">{page.empty}</p>
        ) : (
          <ul class="rows">
            {shown.map((shift) => (
              <li key={JSON.stringify(shift)}>
                <strong>{when(shift)}</strong>
                <span>
                  {shift.people
                    .map((id) => {
                      const person = people.find((each) => each.id === id);
                      const isGone = person !== undefined && isAway(person, shift);
                      return isGone ? page.onLeaveMark(nameOf(id)) : nameOf(id);
                    })
                    .join(language === 'en' ? ', ' : '、')}
                </span>
                {isMine && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() => change(shifts.filter((each) => each !== shift))}
                  >
                    {page.remove(when(shift))}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      {isMine && <NewShift people={people} add={(shift) => change([...shifts, shift])} />}
      {isMine && (
        <div class="publish">
          {draft.value.shifts !== undefined && <p class="pending">{page.unsaved}</p>}
          {isSaved && (
            <p class="said" role="status">
              {page.saved}
            </p>
          )}
          <Unanswered state={state} />
          {state instanceof Refusal && (
            <Refused refusal={state} lead="">
              <p>{faultIn(state, '/shifts')}</p>
              {isStale && (
                <>
                  <p>{page.stale}</p>
                  <button type="button" onClick={forget}>
                    {page.reload}
                  </button>
                </>
              )}
            </Refused>
          )}
          <button
            type="button"
            class="main"
            disabled={state === 'working' || draft.value.shifts === undefined}
            onClick={save}
          >
            {page.save}
          </button>
        </div>
      )}
      <section aria-labelledby="away">
        <h2 id="away">{page.leaves}</h2>
        {away.length === 0 ? (
          <p class="dim">{page.nobodyOnLeave}</p>
        ) : (
          <ul class="rows">
            {away.map((person) => {
              const leave = leaveOf(person);
              return (
                <li key={person.id}>
                  <strong>{person.name}</strong>
                  {leave !== undefined && <span class="dim">{when(leave)}</span>}
                </li>
              );
            })}
          </ul>
        )}
      </section>
    </>
  );
}

interface NewShiftProps {
  readonly people: readonly Person[];
  readonly add: (shift: Shift) => void;
}

function NewShift({ people, add }: NewShiftProps) {
  const page = usePageWords(dutyWords);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const isWhole =
    from !== undefined && to !== undefined && Date.parse(from) < Date.parse(to) && chosen.length > 0;
  return (
    <form
      class="step-form"
      aria-labelledby="new-shift"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(!isWhole);
        if (from === undefined || to === undefined || !isWhole) return;
        add({ from, to, people: [...chosen] });
        setFrom(undefined);
        setTo(undefined);
      }}
    >
      <h2 id="new-shift">{page.add}</h2>
      <InstantField name="shift-from" label={page.from} required value={from} change={setFrom} />
      <InstantField name="shift-to" label={page.to} required value={to} change={setTo} />
      <fieldset class="field">
        <legend>{page.people}</legend>
        <span class="choices">
          {people.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ currentTarget }) =>
                  setChosen(currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
              {name}
            </label>
          ))}
        </span>
      </fieldset>
      {tried && (
        <p class="wrong" role="alert">
          {page.missing}
        </p>
      )}
      <p class="buttons">
        <button type="submit">{page.addShift}</button>
      </p>
    </form>
  );
}
