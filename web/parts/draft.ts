/** What somebody typed and did not send yet, kept on this device by person, with the key that it will be sent under. */
import { useRef, useState } from 'preact/hooks';

interface Kept<T> {
  readonly value: T;
  /** The same for each try of the same; another as soon as anything is changed. */
  readonly key: string;
}

const nameOf = (person: string, what: string) => `shoujie.draft ${person} ${what}`;

function read<T>(name: string): Kept<T> | undefined {
  const text = localStorage.getItem(name);
  return text === null ? undefined : JSON.parse(text);
}

export interface Drafting<T> extends Kept<T> {
  change(value: T): void;
  /** Takes another key, because what was sent under this one was refused. */
  renew(): void;
  /** It was acknowledged. */
  clear(): void;
}

export function useDraft<T>(person: string, what: string, empty: T): Drafting<T> {
  const name = nameOf(person, what);
  const [kept, setKept] = useState<Kept<T>>(
    () => read<T>(name) ?? { value: empty, key: crypto.randomUUID() },
  );
  // Whoever waits for an answer may have typed on meanwhile.
  const latest = useRef(kept);
  const keep = (changed: Kept<T>) => {
    latest.current = changed;
    localStorage.setItem(name, JSON.stringify(changed));
    setKept(changed);
  };
  return {
    ...kept,
    change: (value) => keep({ value, key: crypto.randomUUID() }),
    renew: () => keep({ ...latest.current, key: crypto.randomUUID() }),
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

/** Puts something back to be typed on, under a key of its own. */
export function putDraft(person: string, what: string, value: unknown): void {
  localStorage.setItem(nameOf(person, what), JSON.stringify({ value, key: crypto.randomUUID() }));
}
