import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { usePrinting } from '../../parts/copies.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Schemas } from '../../session/api.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { openWords } from './open-words.ts';

interface OpenedProps {
  readonly sheet: Schemas['OpenedSheet'];
  readonly next: () => void;
}

/** It is taken in: its number, its copies, and the next one. */
export function Opened({ sheet, next }: OpenedProps) {
  const { words } = useWords();
  const { done } = usePageWords(openWords);
  const print = usePrinting();
  const [failed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const printAll = () => {
    setFailed(false);
    print(sheet.id).catch(() => setFailed(true));
  };
  useEffect(() => {
    heading.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      printAll();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [sheet.id]);
  return (
    <section class="opened" aria-labelledby="opened">
      <p class="dim">{done.title}</p>
      <h1 id="opened" ref={heading} tabIndex={-1}>
        {sheet.number}
      </h1>
      <p>{sheet.subject}</p>
      <p>{done.status(words.statuses[sheet.status])}</p>
      {sheet.openAtThisAddress.length > 0 && (
        <p class="hint">{done.sameAddress(sheet.openAtThisAddress.join('、'))}</p>
      )}
      {failed && (
        <p class="wrong" role="alert">
          {done.printFailed}
        </p>
      )}
      <p class="buttons">
        <button type="button" class="main" onClick={next}>
          {done.next}
        </button>
        <button type="button" onClick={printAll}>
          <Icon name="print" /> {done.print} <kbd>{done.printKeys}</kbd>
        </button>
        <Link href={`/sheets/${sheet.id}`}>{done.open}</Link>
      </p>
    </section>
  );
}
