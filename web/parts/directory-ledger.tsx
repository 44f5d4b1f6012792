import type { ComponentChildren } from 'preact';
import type { Schemas } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { useWords } from '../words/words.ts';
import { Asked, type Query } from './asked.tsx';
import { instantIn } from './time.ts';

type Entry = Schemas['DirectoryLedger']['entries'][number];
type Values = Schemas['DirectoryLedger']['values'][string] | undefined;

interface DirectoryLedgerProps {
  readonly query: Query<Schemas['DirectoryLedger']>;
  readonly said: {
    readonly ledgerEmpty: string;
    readonly confirmedBy: (name: string) => string;
  };
  /** What is called what an entry brought about. */
  readonly what: (entry: Entry) => string;
  /** What it says beside that. @param values what stands in it as commitments, as far as the reader may see it */
  readonly children: (entry: Entry, values: Values, names: Schemas['Names']) => ComponentChildren;
}

/** Who changed what, whether a second person confirmed it, and that nothing of it was altered: of the directory, and of awards. */
export function DirectoryLedger({ query, said, what, children }: DirectoryLedgerProps) {
  const { me } = useReader();
  const { words, language } = useWords();
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  return (
    <div class="course">
      <Asked query={query}>
        {({ entries, intact, names = {}, values }) => (
          <>
            {entries.length === 0 && <p class="dim">{said.ledgerEmpty}</p>}
            <ol>
              {entries.map((entry) => {
                const { seq, at, actor, confirmedBy } = entry;
                return (
                  <li key={seq}>
                    <time dateTime={at}>{time(at)}</time>
                    <p>
                      <strong>{what(entry)}</strong>
                      <span class="who">
                        {[
                          actor.role === 'system' ? words.sheet.system : actor.name,
                          confirmedBy && said.confirmedBy(confirmedBy.name),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </p>
                    {children(entry, values[seq], names)}
                  </li>
                );
              })}
            </ol>
            <p class={intact ? 'intact' : 'wrong'} role={intact ? undefined : 'alert'}>
              {intact ? words.sheet.intact : words.sheet.broken}
            </p>
          </>
        )}
      </Asked>
    </div>
  );
}
