/** What the columns of the two registers show, as their printed forms have them. */
import { Link } from 'wouter-preact';
import { HAND_OVER_STATE_WORDS, HAND_OVER_STEP_WORDS } from '../../../shared/words/sheet-words.ts';
import type { Column } from '../../parts/table.tsx';
import type { Schemas } from '../../session/api.ts';
import type { Said } from '../../words/words.ts';
import type { zh } from './registers.zh.ts';

interface Telling extends Said {
  readonly page: typeof zh;
  readonly names: Schemas['Names'];
  readonly time: (at: string) => string;
}

const timeOf = (at: string | undefined, { time }: Telling) => at && <time dateTime={at}>{time(at)}</time>;
const linkTo = ({ sheet, number }: { readonly sheet: string; readonly number: string }) => (
  <Link href={`/sheets/${sheet}`}>{number}</Link>
);

export function handOverColumns(telling: Telling): readonly Column<Schemas['HandOverRow']>[] {
  const { page, names, language } = telling;
  const { columns } = page;
  const name = (id: string | undefined) => id && (names[id] ?? id);
  return [
    { title: columns.number, of: linkTo },
    { title: columns.at, of: ({ at }) => timeOf(at, telling) },
    { title: columns.subject, of: ({ subject }) => subject },
    { title: columns.step, of: ({ step }) => HAND_OVER_STEP_WORDS[step][language] },
    { title: columns.section, of: ({ section }) => name(section) },
    { title: columns.by, of: ({ by, byName }) => byName ?? name(by) },
    { title: columns.opinion, of: ({ opinion }) => opinion },
    {
      title: columns.receiver,
      of: ({ receiver, receiverName, disputedBy, disputedByName }) =>
        receiverName ?? name(receiver) ?? disputedByName ?? name(disputedBy),
    },
    {
      title: columns.receivedAt,
      of: ({ receivedAt, disputedAt }) => timeOf(receivedAt ?? disputedAt, telling),
    },
    { title: columns.state, of: ({ state }) => HAND_OVER_STATE_WORDS[state][language] },
  ];
}

export function repairColumns(telling: Telling): readonly Column<Schemas['RepairRow']>[] {
  const { page, names, words } = telling;
  const { columns } = page;
  const name = (id: string | undefined) => id && (names[id] ?? id);
  return [
    { title: columns.number, of: linkTo },
    { title: columns.at, of: ({ at }) => timeOf(at, telling) },
    { title: columns.subject, of: ({ subject }) => subject },
    { title: columns.where, of: ({ where }) => where },
    { title: columns.resident, of: ({ resident }) => resident },
    { title: columns.phone, of: ({ phone }) => phone },
    { title: columns.category, of: ({ category }) => category && words.categories[category] },
    { title: columns.handler, of: ({ handler, handlerName }) => handlerName ?? name(handler) },
    { title: columns.arrivedAt, of: ({ arrivedAt }) => timeOf(arrivedAt, telling) },
    { title: columns.completedAt, of: ({ completedAt }) => timeOf(completedAt, telling) },
    { title: columns.returnedAt, of: ({ returnedAt }) => timeOf(returnedAt, telling) },
    { title: columns.state, of: ({ status }) => words.statuses[status] },
  ];
}
