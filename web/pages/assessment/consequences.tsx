import { useQuery } from '@tanstack/preact-query';
import { Link } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useStanding } from '../../session/standing.ts';
import {
  type Consequence,
  carriedOutOf,
  causeOf,
  dayOf,
  effectOf,
  keyOf,
  resultOf,
} from './consequence-text.ts';
import { useReading } from './reading.ts';

/** What bears on somebody's promotion and pay, final cases and awards (A2.5, B3c): for themselves, the director and hr. */
export function Consequences({ id }: { readonly id: string }) {
  const { api, me } = useReader();
  const { language, words } = useReading();
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
                <ConsequenceRow key={keyOf(item)} item={item} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}

/** A final case, or an award. */
function ConsequenceRow({ item }: { readonly item: Consequence }) {
  const reading = useReading();
  const { words } = reading;
  const [cause, done, effect] = [causeOf, carriedOutOf, effectOf].map((say) => say(item, reading));
  const beside = [
    dayOf(item, reading),
    done && `${words.carriedOut} ${done}`,
    effect && words.bearsOn(effect),
  ];
  return (
    <li>
      {item.case === undefined ? <strong>{cause}</strong> : <Link href={`/cases/${item.case}`}>{cause}</Link>}
      <span>{resultOf(item, reading)}</span>
      <span class="dim">{beside.filter(Boolean).join(' · ')}</span>
    </li>
  );
}
