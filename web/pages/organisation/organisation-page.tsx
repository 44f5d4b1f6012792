import { Link } from 'wouter-preact';
import { ROLE_WORDS } from '../../../shared/words/organisation-words.ts';
import { Asked } from '../../parts/asked.tsx';
import { usePresent } from '../../parts/now.ts';
import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { organisationWords } from './organisation-words.ts';
import { Waiting } from './waiting.tsx';

type Person = Schemas['Organisation']['people'][number];
/** Who may alter the directory, and so confirms what others alter. */
const ALTERING: readonly Schemas['Role'][] = ['director', 'administrator', 'overseer'];

/** Who is who, by section; what waits for a second pair of eyes stands first. */
export function Page() {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const directory = useDirectory();
  const alters = ALTERING.includes(me.role);
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title}</h1>
        {alters && (
          <p class="buttons">
            <Link href="/organisation/new">{page.add}</Link>
          </p>
        )}
      </header>
      {alters && <Waiting />}
      <Asked query={directory}>
        {({ sections, people, names = {} }) => {
          const staff = people.filter(({ role }) => role !== 'resident');
          const above = staff.filter(({ section }) => section === undefined);
          const residents = people.filter(({ role }) => role === 'resident');
          return (
            <>
              {sections.map((section) => (
                <Group
                  key={section.id}
                  id={section.id}
                  title={language === 'en' ? section.name : section.zh}
                  section={section.id}
                  people={staff.filter((person) => person.section === section.id)}
                  names={names}
                />
              ))}
              <Group id="above" title={page.office} people={above} names={names} />
              {residents.length > 0 && (
                <Group id="residents" title={page.residents} people={residents} names={names} />
              )}
            </>
          );
        }}
      </Asked>
    </section>
  );
}

interface GroupProps {
  readonly id: string;
  readonly title: string;
  readonly section?: string;
  readonly people: readonly Person[];
  readonly names: Schemas['Names'];
}

function Group({ id, title, section, people, names }: GroupProps) {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const now = usePresent();
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const absence = ({ leave, standIn }: Person) => {
    const span = leave ?? standIn;
    if (span === undefined || Date.parse(span.from) > now || Date.parse(span.to) <= now) return undefined;
    const who = leave?.standIn ?? standIn?.person;
    const said = who && (people.find((each) => each.id === who)?.name ?? names[who] ?? who);
    return [page.onLeave(time(span.to)), said && page.standIn(said)].filter(Boolean).join(' · ');
  };
  return (
    <section aria-labelledby={`group-${id}`}>
      <h2 id={`group-${id}`}>{title}</h2>
      {section !== undefined && (
        <p class="buttons">
          <Link href={`/duty/${section}`} aria-label={`${title} ${page.duty}`}>
            {page.duty}
          </Link>
          <Link href={`/commitments/${section}`} aria-label={`${title} ${page.commitments}`}>
            {page.commitments}
          </Link>
        </p>
      )}
      <ul class="rows">
        {people.map((person) => (
          <li key={person.id}>
            <Link href={`/organisation/${person.id}`} class="score-row">
              <strong>{person.name}</strong>
              <span class="score">{ROLE_WORDS[person.role][language]}</span>
              <span class="dim">
                {[person.active ? undefined : page.inactive, absence(person), person.phone]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
