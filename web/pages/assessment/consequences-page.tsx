import { useQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { CaseTabs } from '../../parts/case-tabs.tsx';
import { CsvButton } from '../../parts/csv-button.tsx';
import { DaysForm } from '../../parts/days-form.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf } from '../../session/sites.ts';
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
  const [search, setSearch] = useSearchParams();
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  const days = { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
  const query = { site: sitesOf(me).join(','), ...days };
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
            <Table caption={words.record} columns={columns(reading, names)} rows={items} keyOf={keyOf} />
          )
        }
      </Asked>
    </section>
  );
}

function columns(reading: Reading, names: Schemas['Names']): readonly Column<Consequence>[] {
  const { words } = reading;
  return [
    { title: words.decided, of: (item) => <span class="short">{dayOf(item, reading)}</span> },
    { title: words.who, of: ({ person }) => <strong class="short">{names[person] ?? person}</strong> },
    {
      title: words.what,
      of: (item) => {
        const cause = causeOf(item, reading);
        return item.case === undefined ? cause : <Link href={`/cases/${item.case}`}>{cause}</Link>;
      },
    },
    { title: words.result, of: (item) => resultOf(item, reading) },
    { title: words.carriedOut, of: (item) => carriedOutOf(item, reading) },
    { title: words.effect, of: (item) => effectOf(item, reading) },
  ];
}
