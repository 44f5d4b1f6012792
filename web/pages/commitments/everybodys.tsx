import { useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { Asked } from '../../parts/asked.tsx';
import { answered, FRESHLY, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { commitmentsWords } from './commitments-words.ts';
import { OfficePlan } from './office-plan.tsx';

const MOST = 100;

/** What each section promises and which promise nothing yet (A1.7), and what the office does. */
export function Everybodys() {
  const { api, me } = useReader();
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const site = me.site?.id ?? '';
  const read = useQuery({
    queryKey: ['commitments', site, language],
    queryFn: () =>
      answered(api.GET('/commitments', { params: { query: { site, limit: MOST } }, ...FRESHLY })),
  });
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.everybodys}</h1>
        <p class="dim">{page.lead}</p>
        <p>
          <a href={`/app/board/${site}`}>{page.board}</a>
        </p>
      </header>
      <Asked query={read}>
        {(board) => (
          <>
            <Sections board={board} />
            <OfficePlan office={board.office} refresh={() => read.refetch()} />
          </>
        )}
      </Asked>
    </section>
  );
}

function Sections({ board: { items, missing } }: { readonly board: Schemas['CommitmentsBoard'] }) {
  const { me } = useReader();
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const sections = useDirectory().data?.sections ?? [];
  const day = (at: string) => localDay(at, me.site?.timeZone ?? 'UTC');
  const standing = (id: string) => {
    const plans = items.filter(({ section }) => section === id);
    return (['in-force', 'coming'] as const).flatMap((state) => {
      const plan = plans.find((each) => each.state === state);
      if (plan === undefined) return [];
      const say = state === 'coming' ? page.coming : page.inForce;
      return [say(plan.version, day(plan.effectiveFrom))];
    });
  };
  return (
    <section aria-labelledby="sections">
      <h2 id="sections">{page.sections}</h2>
      {missing.length > 0 && <p class="dim">{page.missingCount(missing.length)}</p>}
      <ul class="rows">
        {sections.map((section) => (
          <li key={section.id}>
            <Link href={`/commitments/${section.id}`} class="score-row">
              <strong>{called(section, language)}</strong>
              <span class="score">
                {missing.includes(section.id) ? page.missing : standing(section.id).join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
