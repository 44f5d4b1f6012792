import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { moneyText } from '../../parts/money-text.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import type { CaseCodes } from './case-codes.ts';
import { casesWords } from './cases-words.ts';

interface ExecutionProps {
  readonly shown: Schemas['Case'];
  readonly codes: CaseCodes;
}

/** What became of a final outcome: each sanction with who carried it out and when, and what of the money was paid (A2.2 to A2.4). */
export function Execution({ shown, codes }: ExecutionProps) {
  const { me } = useReader();
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const { finalAt, sanctions = [], carriedOut = [], outcome, names = {} } = shown;
  const { compensation, paid, outstanding, waived } = shown;
  if (finalAt === undefined || (sanctions.length === 0 && compensation === undefined)) return null;
  const day = (at: string) => localDay(at, me.site?.timeZone ?? 'UTC');
  const nameOf = (id: string) => names[id] ?? id;
  const money = (amount: Schemas['Money']) => moneyText(amount, language);
  const isSome = (amount: Schemas['Money'] | undefined) =>
    amount !== undefined && Number(amount.amount) !== 0;
  const payments = [
    compensation && money(compensation),
    paid && isSome(paid) && page.paid(money(paid)),
    waived && page.waived(money(waived.amount), nameOf(waived.by)),
    outstanding && isSome(outstanding) && page.outstanding(money(outstanding)),
  ];
  return (
    <section aria-labelledby="execution">
      <h2 id="execution">{page.execution}</h2>
      <dl>
        {sanctions.map((sanction) => {
          const done = carriedOut.find((each) => each.sanction === sanction);
          const isGivenUp = outcome?.notCarriedOut?.includes(sanction) === true;
          return (
            <div key={sanction}>
              <dt>{codes.sanctions[sanction]}</dt>
              <dd>
                {done === undefined ? (
                  <span class={isGivenUp ? 'late' : 'dim'}>
                    {isGivenUp ? page.notExecuted : page.toExecute}
                  </span>
                ) : done.refused === true ? (
                  page.refusedBefore(day(done.at), nameOf(done.witness ?? ''))
                ) : (
                  page.executed(day(done.at), nameOf(done.by))
                )}
                {done?.text !== undefined && <p class="words">{done.text}</p>}
              </dd>
            </div>
          );
        })}
        {compensation !== undefined && (
          <div>
            <dt>{page.money}</dt>
            <dd>
              {payments.filter(Boolean).join(' · ')}
              {waived !== undefined && <p class="words">{waived.reason}</p>}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
