/** What is left of a lane in the end, without the instants at which it was noticed: those a fault may move. */
import { isWhole } from '../../../shared/domain/kernel/inscribe.ts';
import { readCaseLedger } from '../../../shared/store/cases/cases.ts';
import { findProposed } from '../../../shared/store/sheets/proposed.ts';
import { readLedger } from '../../../shared/store/sheets/sheets.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { waitingFor } from '../waiting.ts';
import type { Lane, Who } from './lane.ts';

export interface EndState {
  readonly clocks: readonly object[];
  readonly escalations: readonly string[];
  readonly steps: readonly string[];
  /** What each person was told in letters, once each. */
  readonly told: readonly string[];
  /** What was told in more than one letter; only the window between sending and saying so allows it. */
  readonly twice: readonly string[];
  /** Notices that no letter took. */
  readonly waiting: readonly string[];
  readonly proposed: readonly string[];
  readonly cases: readonly object[];
}

const READERS: readonly Who[] = [
  'receptionist-sun',
  'cs-manager-li',
  'worker-wu',
  'engineering-supervisor-feng',
  'engineering-manager-wang',
  'director-wei',
  'overseer-han',
  'hr-yang',
  'resident-zhao',
];
/** The sort key of a notice. */
const PLACE = /^NOTICE#[^#]+#([^#]+)#0*(\d+)$/;

/** Reads the end state; `openedAt` makes runs at other times comparable. */
export async function endStateOf(table: Table, lane: Lane): Promise<EndState> {
  const sheets = await Promise.all(lane.sheets.map((id) => readLedger(table, id)));
  const found = sheets.flatMap((sheet) => sheet ?? []);
  const since = (openedAt: string, at: string | undefined) =>
    at === undefined ? undefined : Date.parse(at) - Date.parse(openedAt);
  const nameOf = new Map<string, string>();
  const steps = found.flatMap(({ head: { sheet }, entries }, nth) =>
    entries.map(({ entry }) => {
      const about = 'clock' in entry ? ` ${entry.clock}` : '';
      const level = 'level' in entry ? ` ${entry.level}` : '';
      const text = `${nth} ${entry.step}${about}${level} ${lane.nameless(entry.actor.id)}`;
      nameOf.set(`${sheet.id}#${entry.seq}`, text);
      return text;
    }),
  );
  const cases = (await Promise.all(lane.cases.map((id) => readCaseLedger(table, id)))).flatMap(
    (each) => each ?? [],
  );
  for (const { head, entries } of cases) {
    for (const { entry } of entries) {
      const about = 'clock' in entry && typeof entry.clock === 'string' ? ` ${entry.clock}` : '';
      const level = 'level' in entry ? ` ${entry.level}` : '';
      const of = entry.step === 'deliver' ? ` ${entry.of}` : '';
      const text = `${entry.step}${about}${level}${of} ${lane.nameless(entry.actor.id)}`;
      nameOf.set(`${head.case.id}#${entry.seq}`, text);
    }
  }
  const tellings = lane.sent.flatMap(({ person, notices }) =>
    notices.map((key) => {
      const [, sheet, seq] = PLACE.exec(key) ?? [];
      return `${person}: ${nameOf.get(`${sheet}#${seq}`) ?? key}`;
    }),
  );
  const told = [...new Set(tellings)].sort();
  return {
    clocks: found.flatMap(({ head: { sheet } }) =>
      sheet.clocks.map(({ id, state, dueAt, breachedAt, stoppedAt, warnedAt, owes }) => ({
        id,
        state,
        dueAt: since(sheet.openedAt, dueAt),
        breachedAt: since(sheet.openedAt, breachedAt),
        stoppedAt: since(sheet.openedAt, stoppedAt),
        warned: warnedAt !== undefined,
        owes: lane.nameless(JSON.stringify(owes)),
      })),
    ),
    escalations: found.flatMap(({ head: { sheet } }) =>
      sheet.escalations.map(({ clock, level, to }) => lane.nameless(`${clock} ${level} ${to.join()}`)),
    ),
    steps: steps.sort(),
    told,
    twice: told.filter((each) => tellings.indexOf(each) !== tellings.lastIndexOf(each)),
    waiting: (await Promise.all(READERS.map((who) => waitingFor(table, lane.person(who).id))))
      .flat()
      .map(({ sk }) => String(sk)),
    cases: cases.map(({ head: { case: state, hash }, entries }) => ({
      status: state.status,
      dismissal: state.dismissal?.reason,
      steps: entries.map(({ entry: { seq } }) => nameOf.get(`${state.id}#${seq}`)),
      intact: isWhole(entries, hash, false),
      clocks: state.clocks.map(({ id, state: of, dueAt, breachedAt }) => ({
        ...{ id, of },
        dueAt: since(state.openedAt, dueAt),
        breachedAt: since(state.openedAt, breachedAt),
      })),
      escalations: state.escalations.map(({ clock, level, to }) =>
        lane.nameless(`${clock} ${level} ${to.join()}`),
      ),
    })),
    proposed: (await findProposed(table, lane.id, () => true)).map(({ clock, about, rule }) =>
      lane.nameless(`${clock} ${about} ${rule}`),
    ),
  };
}
