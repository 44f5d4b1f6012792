import { Link } from 'wouter-preact';
import { ROLE_WORDS } from '../../../shared/words/organisation-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { Asked } from '../../parts/asked.tsx';
import { usePresent } from '../../parts/now.ts';
import { SiteChoice, useChosenSite } from '../../parts/site-choice.tsx';
import { instantIn } from '../../parts/time.ts';
import { useRoles } from '../../session/acting.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf } from '../../session/sites.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { organisationWords } from './organisation-words.ts';
import { Waiting } from './waiting.tsx';
import { altersPeople, isOrganiser, readsLedgers } from './who.ts';

type Person = Schemas['Organisation']['people'][number];

/** Who is who, by section; what waits for a second pair of eyes stands first. */
export function Page() {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const roles = useRoles();
  const { language } = useWords();
  const site = useChosenSite();
  const directory = useDirectory(true, site);
  const sites = sitesOf(me);
  const alters = roles.some(altersPeople);
  const organises = roles.some(isOrganiser);
  const ofSite = new URLSearchParams({ site });
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title}</h1>
        <SiteChoice />
        <p class="buttons">
          {alters && <Link href={`/organisation/new?${ofSite}`}>{page.add}</Link>}
          {organises && <Link href={`/organisation/sections/new?${ofSite}`}>{page.addSection}</Link>}
          {(organises || roles.some(readsLedgers)) && (
            <Link href={`/organisation/sites/${site}`}>{page.ofSite}</Link>
          )}
          {organises && sites.length > 1 && <Link href="/organisation/sites/new">{page.addSite}</Link>}
        </p>
      </header>
      {alters && <Waiting site={site} />}
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
                  title={called(section, language)}
                  section={section.id}
                  site={site}
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
  /** Of the section. */
  readonly site?: string;
  readonly people: readonly Person[];
  readonly names: Schemas['Names'];
}

function Group({ id, title, section, site, people, names }: GroupProps) {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const roles = useRoles();
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
          {site === me.site?.id && (
            <>
              <Link href={`/duty/${section}`} aria-label={`${title} ${page.duty}`}>
                {page.duty}
              </Link>
              <Link href={`/commitments/${section}`} aria-label={`${title} ${page.commitments}`}>
                {page.commitments}
              </Link>
            </>
          )}
          {site !== undefined && roles.some(isOrganiser) && (
            <Link
              href={`/organisation/sections/${section}?${new URLSearchParams({ site })}`}
              aria-label={`${title} ${page.ofSection}`}
            >
              {page.ofSection}
            </Link>
          )}
        </p>
      )}
      <ul class="rows">
        {people.map((person) => (
          <li key={person.id}>
            <Link href={`/organisation/${person.id}`} class="score-row">
              <strong>{person.name}</strong>
              <span class="score">{capital(ROLE_WORDS[person.role][language])}</span>
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
