import { useOpening } from '../../parts/beside.ts';
import { Deadline } from '../../parts/deadline.tsx';
import { ListRow } from '../../parts/list-row.tsx';
import type { Schemas } from '../../session/api.ts';
import { useWords } from '../../words/words.ts';
import type { Deed } from './deeds.ts';

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
  const { words } = useWords();
  const openingOf = useOpening();
  const sheet = sheetOf(item);
  const unmet = sheet?.unmet.find(({ clock }) => clock === item.clock);
  const step = words.steps[item.does] ?? item.does;
  const also = others > 0 ? words.work.also(others) : undefined;
  const time = item.dueAt !== undefined && (
    <Deadline dueAt={item.dueAt} warnAt={unmet?.warnAt} state={item.state} now={now} />
  );
  if (sheet === undefined)
    return (
      <ListRow
        href={placeOf(item)}
        step={words.caseSteps[item.does] ?? step}
        time={time}
        subject={item.kind === 'sheet' ? step : words.work.elsewhere[item.kind]}
        telling={[words.work.because[item.because], also]}
      />
    );
  const { urgency, resident, subject, number, kind, category } = sheet;
  const what =
    category === undefined ? words.kinds[kind] : `${words.kinds[kind]} · ${words.categories[category]}`;
  const handler = sheet.handler && names[sheet.handler];
  return (
    <ListRow
      href={openingOf(item.id)}
      step={step}
      time={time}
      subject={subject}
      isUrgent={urgency === 'urgent'}
      telling={[what, resident?.address, handler, words.work.because[item.because], also]}
      number={number}
    />
  );
}
