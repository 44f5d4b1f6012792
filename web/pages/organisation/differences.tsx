import { EVERY_SITE } from '../../../shared/domain/organisation/reach.ts';
import {
  ROBOT_FORMAT_WORDS,
  ROLE_WORDS,
  SECTION_FUNCTION_WORDS,
} from '../../../shared/words/organisation-words.ts';
import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { changedFields } from './changed.ts';
import { organisationWords } from './organisation-words.ts';

interface DifferencesProps {
  readonly before: object | null;
  readonly after: object | null;
  readonly names: Schemas['Names'];
  /** What its members are called; those of a person unless others are given. */
  readonly fields?: Readonly<Record<string, string>>;
}

type Robot = NonNullable<Schemas['SiteBody']['robots']>[number];

interface Span {
  readonly from: string;
  readonly to: string;
  readonly standIn?: string;
  readonly person?: string;
}

/** What becomes otherwise, from what to what, in words. */
export function Differences({ before, after, names, fields }: DifferencesProps) {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const said = (field: string, value: unknown): string => {
    if (value === undefined || value === null || value === '') return page.nothing;
    if (typeof value === 'boolean') return value ? page.yes : page.no;
    // In the ledger what people typed stands as a commitment, and what it says beside the entry.
    if (typeof value === 'object' && 'commitment' in value) return '…';
    if (field === 'role') return ROLE_WORDS[value as Schemas['Role']]?.[language] ?? String(value);
    if (field === 'function')
      return SECTION_FUNCTION_WORDS[value as Schemas['SectionFunction']]?.[language] ?? String(value);
    if (field === 'robots')
      return (value as readonly Robot[])
        .map(({ format, url }) => `${ROBOT_FORMAT_WORDS[format][language]} ${url}`)
        .join(' · ');
    if (field === 'language') return page.languages[value as 'en'] ?? String(value);
    if (field === 'leave' || field === 'standIn') {
      const { from, to, standIn, person } = value as Span;
      const who = standIn ?? person;
      return [page.span(time(from), time(to)), who && page.standIn(names[who] ?? who)]
        .filter(Boolean)
        .join(' · ');
    }
    if (field === 'sites')
      return (value as readonly string[]).map((id) => (id === EVERY_SITE ? page.everySite : id)).join(' ');
    return Array.isArray(value) ? value.join(' ') : (names[String(value)] ?? String(value));
  };
  return (
    <dl class="changed">
      {changedFields(before as never, after as never).map(({ field, before: was, after: is }) => (
        <div key={field}>
          <dt>{(fields ?? page.fields)[field] ?? field}</dt>
          <dd>
            {before !== null && (
              <>
                <s>{said(field, was)}</s> →{' '}
              </>
            )}
            <strong>{said(field, is)}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}
