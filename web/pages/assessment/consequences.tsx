import { useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { AWARD_KIND_WORDS } from '../../../shared/words/award-words.ts';
import { BEARS_ON_WORDS, SANCTION_WORDS } from '../../../shared/words/case-words.ts';
import { Asked } from '../../parts/asked.tsx';
import { moneyText } from '../../parts/money-text.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useStanding } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { assessmentWords } from './assessment-words.ts';

/** What bears on somebody's promotion and pay, final cases and awards (A2.5, B3c): for themselves, the director and hr. */
export function Consequences({ id }: { readonly id: string }) {
  const { api, me } = useReader();
  const { language } = useWords();
  const words = usePageWords(assessmentWords);
  const { role } = useStanding();
  const read = useQuery({
    queryKey: ['consequences', id, language],
    queryFn: () => answered(api.GET('/people/{id}/consequences', { params: { path: { id } } })),
    enabled: id === me.id || role === 'director' || role === 'hr',
  });
  if (!read.isEnabled) return null;
  return (
    <section aria-labelledby="consequences">
      <h2 id="consequences">{words.consequences}</h2>
      <Asked query={read}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="dim">{words.consequencesNone}</p>
          ) : (
            <ul class="rows">
              {items.map((item) => (
                <Consequence key={keyOf(item)} item={item} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}

type Item = Schemas['Consequences']['items'][number];

const keyOf = ({ case: id, award }: Item) => id ?? award ?? '';

/** A final case, or an award. */
function Consequence({ item }: { readonly item: Item }) {
  const { me } = useReader();
  const words = usePageWords(assessmentWords);
  const { language } = useWords();
  const { case: id, kind, compensation, outstanding, sanctions = [], bearsOn = [] } = item;
  const amount = (money: Schemas['Money']) => moneyText(money, language);
  const at = item.decidedAt ?? item.at;
  const said = [
    ...(kind === undefined ? [] : [AWARD_KIND_WORDS[kind][language], item.reason]),
    ...sanctions.map((sanction) => SANCTION_WORDS[sanction][language]),
    ...(compensation === undefined ? [] : [words.compensation(amount(compensation))]),
    ...(outstanding === undefined || Number(outstanding.amount) === 0
      ? []
      : [words.outstanding(amount(outstanding))]),
  ];
  return (
    <li>
      {id !== undefined && (
        <Link href={`/cases/${id}`}>
          {[item.number, item.rule && (clauseTitle(item.rule)?.[language] ?? item.rule)].join(' · ')}
        </Link>
      )}
      <span>{said.join(' · ')}</span>
      <span class="dim">
        {[
          at && localDay(at, me.site?.timeZone ?? 'UTC'),
          bearsOn.length > 0 &&
            words.bearsOn(
              bearsOn.map((what) => BEARS_ON_WORDS[what][language]).join(language === 'en' ? ', ' : '、'),
            ),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
