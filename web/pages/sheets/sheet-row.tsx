import { OF_SHEETS, useOpening } from '../../parts/beside.ts';
import { Deadline } from '../../parts/deadline.tsx';
import { ListRow } from '../../parts/list-row.tsx';
import type { Schemas } from '../../session/api.ts';
import { useWords } from '../../words/words.ts';

interface SheetRowProps {
  readonly sheet: Schemas['SheetSummary'];
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
  readonly names: Readonly<Record<string, string>>;
}

/** A sheet in a list: how it stands, what is owed next, what it is, whose, and with whom. */
export function SheetRow({ sheet, now, names }: SheetRowProps) {
  const { words } = useWords();
  const openingOf = useOpening(OF_SHEETS);
  const { id, number, status, subject, urgency, kind, category, resident, section, handler, unmet } = sheet;
  const [next] = unmet;
  const what =
    category === undefined ? words.kinds[kind] : `${words.kinds[kind]} · ${words.categories[category]}`;
  const called = (code: string | undefined) => code && (names[code] ?? code);
  const whose = [resident?.name, resident?.phone, resident?.address];
  return (
    <ListRow
      href={openingOf(id)}
      step={words.statuses[status]}
      time={next !== undefined && <Deadline {...next} now={now} />}
      subject={subject}
      isUrgent={urgency === 'urgent'}
      telling={[what, ...whose, called(section), called(handler)]}
      number={number}
    />
  );
}
