import { useQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { CaseTabs } from '../../parts/case-tabs.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import { DaysForm } from '../../parts/days-form.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf, useDirectories } from '../../session/sites.ts';
import { called } from '../../words/words.ts';
import {
  type Consequence,
  carriedOutOf,
  causeOf,
  dayOf,
  effectOf,
  keyOf,
  type Reading,
  resultOf,
} from './consequence-text.ts';
import { useReading } from './reading.ts';

/** What bears on everybody, for hr and the director: cases that are final, and awards that stand (A2.5, B3c). */
export function Page() {
  const { api, me } = useReader();
  const reading = useReading();
  const { language, words } = reading;
  const sites = sitesOf(me);
  const directories = useDirectories(sites, sites.length > 1);
  const [search, setSearch] = useSearchParams();
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  const days = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const query = { site: sites.join(','), ...days };
  const read = useQuery({
    queryKey: ['everybody’s consequences', query, language],
    queryFn: () => answered(api.GET('/consequences', { params: { query } })),
  });
  const ask = () =>
    answered(
      api.GET('/consequences', { params: { query }, headers: { accept: 'text/csv' }, parseAs: 'blob' }),
    );
  return (
    <section class="page register">
      <header class="page-head">
        <h1>
          {words.record}{' '}
          <span class="dim">{from === '' && to === '' ? words.whole : words.between(from, to)}</span>
        </h1>
        <CaseTabs />
        <p class="dim">{words.recordLead}</p>
        <DaysForm
          key={`${from} ${to}`}
          days={{ from, to }}
          labels={{ from: words.from, to: words.to, show: words.showDays }}
          fault={(typed) =>
            typed.from !== '' && typed.to !== '' && typed.to < typed.from ? words.wrongDays : undefined
          }
          hint={words.openDays}
          show={(typed) =>
            setSearch(Object.fromEntries(Object.entries(typed).filter(([, day]) => day !== '')))
          }
        />
        <p class="buttons">
          <CsvButton name={['consequences', from, to].filter(Boolean).join('-')} ask={ask} />
        </p>
      </header>
      <Asked query={read}>
        {({ items, names = {} }) =>
          items.length === 0 ? (
            <p class="nothing">{words.recordEmpty}</p>
          ) : (
            <Table
              caption={words.record}
              columns={columns(reading, names, directories)}
              rows={items}
              keyOf={keyOf}
            />
          )
        }
      </Asked>
    </section>
  );
}

/** Of several sites each row says of which it is, and its days are by the clocks there. */
function columns(
  own: Reading,
  names: Schemas['Names'],
  directories: ReadonlyMap<string, Schemas['Organisation']>,
): readonly Column<Consequence>[] {
  const { words, language } = own;
  const siteOf = ({ site = '' }: Consequence) => directories.get(site)?.site;
  const readingOf = (item: Consequence): Reading => ({
    ...own,
    timeZone: siteOf(item)?.timeZone ?? own.timeZone,
  });
  const ofSites: Column<Consequence> = {
    title: words.site,
    of: (item) => {
      const site = siteOf(item);
      return <span class="short">{site === undefined ? item.site : called(site, language)}</span>;
    },
  };
  return [
    { title: words.decided, of: (item) => <span class="short">{dayOf(item, readingOf(item))}</span> },
    ...(directories.size > 1 ? [ofSites] : []),
    { title: words.who, of: ({ person }) => <strong class="short">{names[person] ?? person}</strong> },
    {
      title: words.what,
      of: (item) => {
        const cause = causeOf(item, own);
        return item.case === undefined ? cause : <Link href={`/cases/${item.case}`}>{cause}</Link>;
      },
    },
    { title: words.result, of: (item) => resultOf(item, own) },
    { title: words.carriedOut, of: (item) => carriedOutOf(item, readingOf(item)) },
    { title: words.effect, of: (item) => effectOf(item, readingOf(item)) },
  ];
}
