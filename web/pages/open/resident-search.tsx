import { keepPreviousData, useQuery } from '@tanstack/preact-query';
import { useEffect, useState } from 'preact/hooks';
import { Labelled } from '../../parts/labelled.tsx';
import { useLatest } from '../../parts/latest.ts';
import type { ResidentDraft } from '../../parts/matter/matter.ts';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { openWords } from './open-words.ts';

const SHORTEST = 2;
const PAUSE_MS = 150;

/** The same a moment later, so that not every key asks the API. */
export function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

interface ResidentSearchProps {
  readonly take: (resident: ResidentDraft) => void;
}

/** Finds who is at the desk or on the telephone by what they say first; the arrow keys go through them, Enter takes one. */
export function ResidentSearch({ take }: ResidentSearchProps) {
  const { api, me } = useReader();
  const said = usePageWords(openWords);
  const site = me.site?.id ?? '';
  const latest = useLatest(take);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  /** Enter was pressed before whoever was asked for was found. */
  const [isAwaited, setIsAwaited] = useState(false);
  const q = useSettled(typed.trim());
  const search = useQuery({
    queryKey: ['residents', site, q],
    queryFn: () => answered(api.GET('/residents', { params: { query: { site, q } } })),
    enabled: q.length >= SHORTEST,
    placeholderData: keepPreviousData,
  });
  const found = q.length >= SHORTEST ? (search.data?.items ?? []) : [];
  const isSettled = q === typed.trim() && search.isSuccess && !search.isPlaceholderData;

  const close = () => {
    setIsOpen(false);
    setIsAwaited(false);
  };
  const choose = async (place: number) => {
    const chosen = found[place];
    if (chosen === undefined) return;
    close();
    const { id, name, phone, address } = chosen;
    const isMasked = phone.includes('*');
    // The number is shown whole to who said it whole; of somebody in the directory the desk may read it there.
    const person =
      isMasked && id !== undefined
        ? await answered(api.GET('/people/{id}', { params: { path: { id } } })).catch(() => undefined)
        : undefined;
    const whole = isMasked ? person?.phone : phone;
    latest.current({
      name,
      address,
      ...(id !== undefined && { id }),
      ...(whole !== undefined && { phone: whole }),
    });
  };
  useEffect(() => {
    if (!isAwaited || !isSettled) return;
    setIsAwaited(false);
    void choose(0);
  }, [isAwaited, isSettled]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const go = (place: number) => isSettled && setAt(Math.max(0, Math.min(place, found.length - 1)));
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Escape') close();
    else if (event.key !== 'Enter') return;
    // What is shown meanwhile was found by what was typed before.
    else if (isSettled) choose(at);
    else setIsAwaited(true);
    event.preventDefault();
  };

  return (
    <div class="resident-search">
      <Labelled name="find" label={said.find} hint={said.findHint} required>
        {({ required: _never, ...control }) => (
          <input
            {...control}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-expanded={isOpen && found.length > 0}
            aria-controls="found"
            aria-activedescendant={isOpen && isSettled && found.length > 0 ? `found-${at}` : undefined}
            value={typed}
            onKeyDown={onKeyDown}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setAt(0);
              setIsAwaited(false);
              setIsOpen(true);
            }}
          />
        )}
      </Labelled>
      <div id="found" role="listbox" aria-label={said.found}>
        {isOpen &&
          found.map(({ id, name, phone, address, open, last }, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above.
            <div
              key={id ?? `${name} ${phone} ${address}`}
              id={`found-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === at}
              onClick={() => choose(place)}
            >
              <strong>{name}</strong> {phone} · {address}
              {open > 0 && <em class="urgent"> {said.openOnes(open)}</em>}
              {last !== undefined && <span class="dim"> {said.again(last.number, last.subject)}</span>}
            </div>
          ))}
      </div>
      {isOpen && isSettled && found.length === 0 && (
        <p class="dim" role="status">
          {said.none}
        </p>
      )}
    </div>
  );
}
