import { useInfiniteQuery } from '@tanstack/preact-query';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { CaseTabs } from '../../parts/case-tabs.tsx';
import { type Group, GroupedSelect } from '../../parts/grouped-select.tsx';
import { More } from '../../parts/more.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { choiceOf, whomOf } from '../../parts/whom.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf, useDirectories } from '../../session/sites.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { AwardRow } from './award-row.tsx';
import { type Awardable, useAwardable } from './awardable.ts';
import { awardsWords } from './awards-words.ts';
import { Praised } from './praised.tsx';

/** What people and sections were awarded, as far as the reader is shown it (奖优, B3c). */
export function Page() {
  const { api, me } = useReader();
  const page = usePageWords(awardsWords);
  const { language } = useWords();
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('of') ?? '';
  const whose = whomOf(chosen);
  const about = whose && Object.values(whose)[0];
  const sites = sitesOf(me);
  const site = sites.join(',');
  const directories = [...useDirectories(sites).values()];
  const awardable = useAwardable();
  const mayGive = awardable !== undefined && awardable.sections.length + awardable.people.length > 0;
  const isAwardable = chosen !== '' && isAmong(awardable, chosen);
  const proposed = isAwardable ? `?${new URLSearchParams({ to: chosen })}` : '';
  const read = useInfiniteQuery({
    queryKey: ['awards', site, about, language],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/awards', {
          params: {
            query: {
              site,
              ...(about === undefined ? {} : { about }),
              ...(pageParam === '' ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const groups: readonly Group[] = directories.flatMap(({ site: of, sections, people }) => {
    const labelOf = (label: string) =>
      directories.length > 1 ? `${called(of, language)} · ${label}` : label;
    return [
      {
        label: labelOf(page.sections),
        options: sections.map((each) => [choiceOf({ section: each.id }), called(each, language)] as const),
      },
      {
        label: labelOf(page.people),
        options: people.map(({ id, name }) => [choiceOf({ person: id }), name] as const),
      },
    ];
  });
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title}</h1>
        <CaseTabs />
        <p class="dim">{page.lead}</p>
        <div class="inline">
          <label for="of">
            {page.of}
            <GroupedSelect
              id="of"
              aria-describedby={undefined}
              aria-invalid={false}
              required={false}
              value={chosen}
              change={(of) => setSearch(of === '' ? {} : { of })}
              nobody={page.everybody}
              groups={groups}
            />
          </label>
          {mayGive && <Link href={`/awards/new${proposed}`}>{page.give}</Link>}
        </div>
      </header>
      {mayGive && about === undefined && <Praised awardable={awardable} />}
      <Asked query={read}>
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          const names: Schemas['Names'] = Object.assign({}, ...pages.map((each) => each.names ?? {}));
          if (items.length === 0) return <Nothing said={page.empty} hint={page.emptyHint} />;
          return (
            <section aria-labelledby="given">
              <h2 id="given">{page.given}</h2>
              <ul class="rows">
                {items.map((award) => (
                  <AwardRow
                    key={award.id}
                    award={award}
                    names={names}
                    mayWithdraw={isAmong(awardable, choiceOfAwarded(award))}
                  />
                ))}
              </ul>
              <More query={read} label={page.more} />
            </section>
          );
        }}
      </Asked>
    </section>
  );
}

const choiceOfAwarded = ({ about: { person, section = '' } }: Schemas['Award']) =>
  choiceOf(person === undefined ? { section } : { person });

/** Whether the reader may award them; who may may also withdraw what they have. */
const isAmong = (awardable: Awardable | undefined, choice: string) =>
  [...(awardable?.people ?? []), ...(awardable?.sections ?? [])].some(([each]) => each === choice);
