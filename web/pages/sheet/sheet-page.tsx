import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Asked } from '../../parts/asked.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { useServerNow } from '../../parts/now.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import { Course } from './course.tsx';
import { inOrder, signableHere } from './members.ts';
import { Paper } from './paper.tsx';
import { Promises } from './promises.tsx';
import { StepForm } from './step-form.tsx';

const EVERY_MS = 20_000;

/** A sheet as the paper that it is: who handed what to whom, what it promises, and the one next thing to sign. */
export function SheetPage({ id = '' }: PageProps) {
  const { api, me } = useReader();
  const { language } = useWords();
  const queries = useQueryClient();
  const path = { id };
  const sheet = useQuery({
    queryKey: ['sheet', id, language],
    queryFn: () => answered(api.GET('/sheets/{id}', { params: { path } })),
    refetchInterval: EVERY_MS,
  });
  const version = sheet.data?.version;
  const ledger = useQuery({
    queryKey: ['ledger', id, version, language],
    queryFn: () => answered(api.GET('/sheets/{id}/ledger', { params: { path } })),
    enabled: version !== undefined,
  });
  // The sheet tells no present instant; how far the device's clock is off was heard with the reader.
  const now = useServerNow(me.now, useHeardAt(me.now));

  const refresh = () => queries.invalidateQueries({ queryKey: ['sheet', id] });
  return (
    <Asked query={sheet}>
      {(shown) => (
        <article class="sheet-page">
          <Paper sheet={shown} now={now}>
            <Asked query={ledger}>{(entries) => <Course sheet={shown} ledger={entries} now={now} />}</Asked>
          </Paper>
          <aside>
            <NextStep sheet={shown} now={now} refresh={refresh} />
            <Promises sheet={shown} now={now} />
          </aside>
        </article>
      )}
    </Asked>
  );
}

/** When this page first knew that instant, by this device's clock. */
function useHeardAt(instant: string): number {
  const [heard, setHeard] = useState({ instant, at: Date.now() });
  if (heard.instant !== instant) setHeard({ instant, at: Date.now() });
  return heard.at;
}

interface NextStepProps {
  readonly sheet: Schemas['Sheet'];
  readonly now: number;
  readonly refresh: () => void;
}

/** The first step that the reader may sign as one clear button; the others stand back. */
function NextStep({ sheet, now, refresh }: NextStepProps) {
  const { words } = useWords();
  const [open, setOpen] = useState<string>();
  const [said, setSaid] = useState<string>();
  const here = inOrder(sheet.allowedSteps);
  const elsewhere = sheet.allowedSteps.filter((step) => !signableHere(step));
  const [first, ...others] = here;
  const chosen = here.find(({ step }) => step === open);
  const nameOf = (step: string) => words.steps[step] ?? step;
  if (chosen !== undefined)
    return (
      <StepForm
        key={chosen.step}
        sheet={sheet}
        allowed={chosen}
        now={now}
        refresh={refresh}
        close={() => setOpen(undefined)}
        done={() => {
          setSaid(words.sign.done(nameOf(chosen.step)));
          setOpen(undefined);
        }}
      />
    );
  return (
    <section class="next" aria-labelledby="next">
      <h2 id="next">{words.sheet.next}</h2>
      {said !== undefined && (
        <p class="said" role="status">
          {said}
        </p>
      )}
      {first === undefined ? (
        <p class="dim">{words.sheet.nothing}</p>
      ) : (
        <button type="button" class="main" onClick={() => setOpen(first.step)}>
          {nameOf(first.step)}
        </button>
      )}
      {others.length > 0 && (
        <details class="others">
          <summary>{words.sheet.moreSteps}</summary>
          {others.map(({ step }) => (
            <button key={step} type="button" class="plain" onClick={() => setOpen(step)}>
              {nameOf(step)}
            </button>
          ))}
        </details>
      )}
      {elsewhere.length > 0 && (
        <p class="dim">
          {words.sheet.notHere}
          {elsewhere.map(({ step }) => nameOf(step)).join(' · ')}
        </p>
      )}
    </section>
  );
}
