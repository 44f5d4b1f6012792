import { Link } from 'wouter-preact';
import { Deadline } from '../../parts/deadline.tsx';
import type { Schemas } from '../../session/api.ts';
import { useWords } from '../../words/words.ts';

interface WorkRowProps {
  readonly item: Schemas['WorkItem'];
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number;
  readonly names: Readonly<Record<string, string>>;
}

type SheetSummary = Schemas['SheetSummary'];

/** What lists tell of a sheet; of anything else that there is to do, nothing. */
function sheetOf({ kind, summary }: WorkRowProps['item']): SheetSummary | undefined {
  // The description leaves the summary open, because each kind has its own.
  return kind === 'sheet' ? (summary as unknown as SheetSummary) : undefined;
}

/** Where it is done. */
function placeOf({ kind, id }: WorkRowProps['item']): string {
  if (kind === 'case') return `/cases/${id}`;
  return kind === 'change' ? '/organisation' : '/cases';
}

/** One thing to do: how urgent, what it is, where. */
export function WorkRow({ item, now, names }: WorkRowProps) {
  const { words } = useWords();
  const sheet = sheetOf(item);
  const unmet = sheet?.unmet.find(({ clock }) => clock === item.clock);
  const step = words.steps[item.does] ?? item.does;
  const time = item.dueAt !== undefined && (
    <Deadline dueAt={item.dueAt} warnAt={unmet?.warnAt} state={item.state} now={now} />
  );
  if (sheet === undefined)
    return (
      <li>
        <Link href={placeOf(item)} class="row">
          <span class="when">
            <strong class="step">{words.caseSteps[item.does] ?? step}</strong>
            {time}
          </span>
          <span class="what">
            <strong>{item.kind === 'sheet' ? step : words.work.elsewhere[item.kind]}</strong>
          </span>
          <span class="dim">{words.work.because[item.because]}</span>
        </Link>
      </li>
    );
  const { urgency, resident, subject, number, kind, category } = sheet;
  const what =
    category === undefined ? words.kinds[kind] : `${words.kinds[kind]} · ${words.categories[category]}`;
  return (
    <li>
      <Link href={`/sheets/${item.id}`} class="row">
        <span class="when">
          <strong class="step">{step}</strong>
          {time}
        </span>
        <span class="what">
          <strong>{subject}</strong>
          {urgency === 'urgent' && <em class="urgent">{words.urgencies.urgent}</em>}
        </span>
        <span class="dim">
          {[what, resident?.address, sheet.handler && names[sheet.handler], words.work.because[item.because]]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span class="number">{number}</span>
      </Link>
    </li>
  );
}
