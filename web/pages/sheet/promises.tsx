import { Deadline } from '../../parts/deadline.tsx';
import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

interface PromisesProps {
  readonly sheet: Schemas['Sheet'];
  readonly now: number;
  /** Which of them; all, unless it says. */
  readonly only?: (clock: Schemas['Clock']) => boolean;
  readonly title: string;
}

/** What it promises is still to come, or late. */
export const isUnmet = ({ state }: Schemas['Clock']): boolean => state === 'running' || state === 'breached';

/** The clocks of this round: what is unmet first, by its deadline. */
export function Promises({ sheet, now, only = () => true, title }: PromisesProps) {
  const { me } = useReader();
  const { words, language } = useWords();
  const { clocks, round, names = {} } = sheet;
  const shown = clocks
    .filter((clock) => clock.round === round && only(clock))
    .toSorted((a, b) => Number(isUnmet(b)) - Number(isUnmet(a)) || Date.parse(a.dueAt) - Date.parse(b.dueAt));
  if (shown.length === 0) return null;
  return (
    <section class="promises" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {shown.map((clock) => {
          const owes = clock.owes.person ?? clock.owes.section;
          return (
            <li key={clock.id}>
              <span>
                <strong>{words.clocks[clock.name]}</strong>
                <Deadline {...clock} now={now} />
              </span>
              <span class="dim">
                {words.deadline.by(
                  instantIn(clock.dueAt, { language, timeZone: me.site?.timeZone ?? 'UTC', now }),
                )}
                {isUnmet(clock) && owes !== undefined && ` · ${words.sheet.owes(names[owes] ?? owes)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
