import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useOutbox, useWaiting } from '../../outbox/use-outbox.ts';
import { Asked } from '../../parts/asked.tsx';
import { usePlace } from '../../parts/beside.ts';
import { Attachments } from '../../parts/files/attachments.tsx';
import { KeysHelp } from '../../parts/keys-help.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { useNamed } from '../../parts/named.ts';
import { serverNow, usePresent } from '../../parts/now.ts';
import { PrintButton } from '../../parts/print-button.tsx';
import { AT_A_DESK, useWide } from '../../parts/wide.ts';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { Course } from '../../signing/course.tsx';
import { NextStep } from '../../signing/next-step.tsx';
import { useWords } from '../../words/words.ts';
import { Paper } from './paper.tsx';
import { isUnmet, Promises } from './promises.tsx';
import { sheetSigning } from './sheet-signing.tsx';
import { TheirSignature } from './their-signature.tsx';
import { Waiting } from './waiting.tsx';

const EVERY_MS = 20_000;

/** A sheet as the paper that it is: who handed what to whom, what it promises, and the one next thing to sign. */
export function SheetPage({ id = '' }: PageProps) {
  const { api, me, heardAt } = useReader();
  const outbox = useOutbox();
  const waiting = useWaiting(id);
  const { words, language } = useWords();
  const queries = useQueryClient();
  const path = { id };
  const sheet = useQuery({
    queryKey: ['sheet', id, language],
    queryFn: () => answered(api.GET('/sheets/{id}', { params: { path } })),
    refetchInterval: EVERY_MS,
  });
  useNamed(sheet.data?.number);
  const version = sheet.data?.version;
  const ledger = useQuery({
    queryKey: ['ledger', id, version, language],
    queryFn: () => answered(api.GET('/sheets/{id}/ledger', { params: { path } })),
    enabled: version !== undefined,
  });
  const usesList = usePlace() === 'with-list';
  const now = usePresent();
  const hasColumns = useWide(AT_A_DESK);

  const refresh = () => queries.invalidateQueries({ queryKey: ['sheet', id] });
  return (
    <Asked query={sheet}>
      {(shown) => (
        <article class="sheet-page">
          <Paper
            sheet={shown}
            now={now}
            // On a phone what presses comes before what is known of it.
            first={
              !hasColumns && <Promises sheet={shown} now={now} only={isUnmet} title={words.sheet.promises} />
            }
          >
            <Attachments attachments={shown.attachments} />
            <Asked query={ledger}>
              {(entries) => <Course names={shown.names} steps={words.steps} ledger={entries} now={now} />}
            </Asked>
          </Paper>
          <aside>
            <Waiting items={waiting} now={now} />
            <NextStep
              signing={sheetSigning(shown, {
                ...{ words, refresh, outbox, waiting },
                now: () => serverNow(me.now, heardAt),
              })}
            />
            <TheirSignature sheet={shown} refresh={refresh} />
            {hasColumns ? (
              <Promises sheet={shown} now={now} title={words.sheet.promises} />
            ) : (
              <Promises
                sheet={shown}
                now={now}
                only={(clock) => !isUnmet(clock)}
                title={words.sheet.settled}
              />
            )}
            <PrintButton id={id} />
          </aside>
          <KeysHelp
            list={usesList}
            keys={[
              ['u', words.steps.urge ?? ''],
              ['a', words.steps.assign ?? ''],
            ]}
          />
        </article>
      )}
    </Asked>
  );
}
