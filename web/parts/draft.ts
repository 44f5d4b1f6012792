/** What somebody typed and did not send yet, kept on this device by person, with the key that it will be sent under. */
import { useRef, useState } from 'preact/hooks';

interface Keyed<T> {
  readonly value: T;
  /** The same for each try of the same; another as soon as anything is changed. */
  readonly key: string;
}

interface Kept<T> extends Keyed<T> {
  /** When it was touched last: milliseconds since 1970, by this device's clock. Drafts of earlier versions do not say. */
  readonly at?: number;
}

const BEGINNING = 'shoujie.draft ';
const nameOf = (person: string, what: string) => `${BEGINNING}${person} ${what}`;
/** What nobody has touched for so long nobody comes back to (decision 88). */
const KEPT_MS = 30 * 24 * 3_600_000;

const keep = (name: string, kept: Keyed<unknown>, now: number) =>
  localStorage.setItem(name, JSON.stringify({ ...kept, at: now }));

function read<T>(name: string): Kept<T> | undefined {
  const text = localStorage.getItem(name);
  return text === null ? undefined : JSON.parse(text);
}

export interface Drafting<T> extends Keyed<T> {
  change(value: T): void;
  /** Takes another key, because what was sent under this one was refused. */
  renew(): void;
  /** It was acknowledged. */
  clear(): void;
}

export function useDraft<T>(person: string, what: string, empty: T): Drafting<T> {
  const name = nameOf(person, what);
  const [kept, setKept] = useState<Keyed<T>>(
    () => read<T>(name) ?? { value: empty, key: crypto.randomUUID() },
  );
  // Whoever waits for an answer may have typed on meanwhile.
  const latest = useRef(kept);
  const become = (changed: Keyed<T>) => {
    latest.current = changed;
    keep(name, changed, Date.now());
    setKept(changed);
  };
  return {
    ...kept,
    change: (value) => become({ value, key: crypto.randomUUID() }),
    renew: () => become({ ...latest.current, key: crypto.randomUUID() }),
    clear: () => localStorage.removeItem(name),
  };
}

/** It is of no use any more. */
export const forgetDraft = (person: string, what: string): void =>
  localStorage.removeItem(nameOf(person, what));

/** The names of what somebody has begun on this device. */
const begunBy = (person: string): readonly string[] =>
  Object.keys(localStorage).filter((name) => name.startsWith(nameOf(person, '')));

/** What somebody typed on this device and did not send. */
export const draftsOf = (person: string): readonly unknown[] =>
  begunBy(person).map((name) => read<unknown>(name)?.value);

export function forgetDrafts(person: string): void {
  for (const name of begunBy(person)) localStorage.removeItem(name);
}

/**
 * Forgets what was touched too long ago, whoever began it: what somebody typed about somebody must not lie on a desk's computer for ever.
 * @param now milliseconds since 1970, by this device's clock
 * @returns what is forgotten
 */
export function forgetOldDrafts(now: number): readonly unknown[] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(BEGINNING))
    .flatMap((name) => {
      const kept = read<unknown>(name);
      if (kept === undefined) return [];
      if (kept.at === undefined) keep(name, kept, now);
      if (now - (kept.at ?? now) <= KEPT_MS) return [];
      localStorage.removeItem(name);
      return [kept.value];
    });
}

/** Puts something back to be typed on, under a key of its own. */
export function putDraft(person: string, what: string, value: unknown): void {
  keep(nameOf(person, what), { value, key: crypto.randomUUID() }, Date.now());
}
