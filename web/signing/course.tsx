import { instantIn } from '../parts/time.ts';
import type { Schemas } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { Drawn } from './drawn.tsx';
import { clockNameOf, drawnIn, saidIn, shownName } from './entries.ts';

interface CourseProps {
  readonly names: Schemas['Names'] | undefined;
  /** What its steps are called. */
  readonly steps: Readonly<Record<string, string>>;
  readonly ledger: Schemas['Ledger'];
  readonly now: number;
}

/** Line by line who signed what, with their words and, where they drew it, their signature. */
export function Course({ names: known, steps, ledger, now }: CourseProps) {
  const { me } = useReader();
  const { words, language } = useWords();
  const names = { ...known, ...ledger.names };
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now });
  return (
    <section class="course" aria-labelledby="course">
      <h2 id="course">{words.sheet.course}</h2>
      <ol>
        {ledger.entries.map((entry) => {
          const { seq, at, actor, step } = entry;
          const signature = drawnIn(entry, ledger.values);
          const isSystem = actor?.role === 'system';
          const who = isSystem
            ? words.sheet.system
            : (shownName(entry, ledger.values) ?? words.sheet.redacted);
          const section = actor?.section !== undefined ? names[actor.section] : undefined;
          const to =
            typeof entry.section === 'string' && step === 'hand-over' ? names[entry.section] : undefined;
          const clock = clockNameOf(entry);
          return (
            <li key={seq} class={step === 'breach' ? 'breach' : undefined}>
              <time dateTime={at}>{time(at)}</time>
              <p>
                <strong>{steps[step] ?? step}</strong>
                {to !== undefined && <span> → {to}</span>}
                {clock !== undefined && <span> {words.clocks[clock]}</span>}
                <span class="who">{[section, who].filter(Boolean).join(' ')}</span>
              </p>
              {actor?.standInFor !== undefined && (
                <p class="dim">{words.sheet.acting(names[actor.standInFor] ?? actor.standInFor)}</p>
              )}
              {saidIn(entry, ledger.values).map((text) => (
                <p key={text} class="words">
                  {text}
                </p>
              ))}
              {signature !== undefined && <Drawn {...signature} />}
            </li>
          );
        })}
      </ol>
      <p class={ledger.intact ? 'intact' : 'wrong'} role={ledger.intact ? undefined : 'alert'}>
        {ledger.intact ? words.sheet.intact : words.sheet.broken}
      </p>
    </section>
  );
}
