import { useOpening } from '../../parts/beside.ts';
import { Deadline } from '../../parts/deadline.tsx';
import { ListRow } from '../../parts/list-row.tsx';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import type { Deed } from './deeds.ts';
import { elsewhere } from './elsewhere.ts';

interface WorkRowProps {
  readonly deed: Deed;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
  readonly names: Readonly<Record<string, string>>;
}

type SheetSummary = Schemas['SheetSummary'];

/** What lists tell of a sheet; of anything else that there is to do, nothing. */
function sheetOf({ kind, summary }: Deed['item']): SheetSummary | undefined {
  // The description leaves the summary open, because each kind has its own.
  return kind === 'sheet' ? (summary as unknown as SheetSummary) : undefined;
}

/** Where it is done. */
function placeOf({ kind, id }: Deed['item']): string {
  if (kind === 'case') return `/cases/${id}`;
  return kind === 'change' ? '/organisation' : '/cases';
}

/** One thing to do: how urgent, what it is, where. */
export function WorkRow({ deed: { item, others }, now, names }: WorkRowProps) {
  const said = useWords();
  const { words } = said;
  const { me } = useReader();
  const openingOf = useOpening();
  const sheet = sheetOf(item);
  const unmet = sheet?.unmet.find(({ clock }) => clock === item.clock);
  const also = others > 0 ? words.work.also(others) : undefined;
  const time = item.dueAt !== undefined && (
    <Deadline dueAt={item.dueAt} warnAt={unmet?.warnAt} state={item.state} now={now} />
  );
  if (sheet === undefined) {
    const { rule, ...told } = elsewhere(item, names, said);
    return (
      <ListRow
        {...told}
        href={placeOf(item)}
        time={time}
        telling={[rule, words.work.because[item.because], also]}
      />
    );
  }
  const { urgency, resident, subject, number, kind, category } = sheet;
  const what =
    category === undefined ? words.kinds[kind] : `${words.kinds[kind]} · ${words.categories[category]}`;
  const handler = sheet.handler && names[sheet.handler];
  const owing = unmet?.owes.person;
  // Where others' work is looked at, it is theirs and not the reader's.
  const isTheirs = item.because === 'owed' && owing !== undefined && owing !== me.id;
  return (
    <ListRow
      href={openingOf(item.id)}
      step={words.steps[item.does] ?? item.does}
      time={time}
      subject={subject}
      isUrgent={urgency === 'urgent'}
      telling={[
        ...[what, resident?.address],
        isTheirs && owing === sheet.handler ? undefined : handler,
        isTheirs ? words.sheet.owes(names[owing] ?? owing) : words.work.because[item.because],
        also,
      ]}
      number={number}
    />
  );
}
