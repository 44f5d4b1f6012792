import { Link } from 'wouter-preact';
import { Deadline } from '../../parts/deadline.tsx';
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
  const { id, number, status, subject, urgency, kind, category, resident, section, handler, unmet } = sheet;
  const [next] = unmet;
  const what =
    category === undefined ? words.kinds[kind] : `${words.kinds[kind]} · ${words.categories[category]}`;
  const called = (code: string | undefined) => code && (names[code] ?? code);
  const whose = [resident?.name, resident?.phone, resident?.address];
  return (
    <li>
      <Link href={`/sheets/${id}`} class="row">
        <span class="when">
          <strong class="step">{words.statuses[status]}</strong>
          {next !== undefined && <Deadline {...next} now={now} />}
        </span>
        <span class="what">
          <strong>{subject}</strong>
          {urgency === 'urgent' && <em class="urgent">{words.urgencies.urgent}</em>}
        </span>
        <span class="dim">
          {[what, ...whose, called(section), called(handler)].filter(Boolean).join(' · ')}
        </span>
        <span class="number">{number}</span>
      </Link>
    </li>
  );
}
