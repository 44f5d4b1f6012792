import type { ComponentChildren } from 'preact';
import { Icon } from '../../parts/icon.tsx';
import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

interface PaperProps {
  readonly sheet: Schemas['Sheet'];
  readonly now: number;
  /** What stands above all that is known of the matter. */
  readonly first: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The face of the sheet: whose matter it is and what it is about; below it, what was signed. */
export function Paper({ sheet, now, first, children }: PaperProps) {
  const { me } = useReader();
  const { words, language } = useWords();
  const { names = {}, resident, complaint, record, kind, category, urgency, status } = sheet;
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now });
  const name = (id: string | undefined) => id && (names[id] ?? id);
  const what = [
    words.kinds[kind],
    category && words.categories[category],
    urgency && words.urgencies[urgency],
  ];
  const phone =
    resident === undefined || me.role === 'resident' || resident.phone.includes('*') ? (
      resident?.phone
    ) : (
      <a class="call" href={`tel:${resident.phone}`}>
        <Icon name="call" />
        {words.sheet.call} {resident.phone}
      </a>
    );
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [words.sheet.resident, resident?.name ?? name(sheet.requester?.person)],
    [words.sheet.phone, phone],
    [words.sheet.address, resident?.address],
    [words.sheet.details, sheet.details],
    [words.sheet.record, record && `${time(record.at)} ${record.words}`],
    [words.sheet.complaint.occurredAt, complaint && time(complaint.occurredAt)],
    [words.sheet.complaint.place, complaint?.place],
    [words.sheet.complaint.cause, complaint?.cause],
    [words.sheet.complaint.course, complaint?.course],
    [words.sheet.complaint.persons, complaint?.persons.join('、')],
    [words.sheet.outcome, sheet.outcome],
    [words.sheet.answer, sheet.answer?.text],
    [words.sheet.channel, words.channels[sheet.channel]],
    [words.sheet.openedAt, time(sheet.openedAt)],
    [words.sheet.firstContact, name(sheet.firstContact)],
    [words.sheet.section, name(sheet.section)],
    [words.sheet.handler, name(sheet.handler)],
  ];
  return (
    <div class="paper">
      <header>
        {status === 'archived' && (
          <p class="seal" aria-hidden="true">
            {words.sheet.archived}
          </p>
        )}
        <p class="number">
          {words.sheet.title} {sheet.number}
        </p>
        <h1>{sheet.subject}</h1>
        <p class={`kind ${urgency ?? ''}`}>
          {what.filter(Boolean).join(' · ')} <span class="status">{words.statuses[status]}</span>
        </p>
      </header>
      {first}
      <dl>
        {rows
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {children}
    </div>
  );
}
