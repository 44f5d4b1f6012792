import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { useWords } from '../words/words.ts';
import { usePlace } from './beside.ts';

interface ListRowProps {
  readonly href: string;
  /** What is to be done, or how it stands. */
  readonly step: string;
  /** By when. */
  readonly time: ComponentChildren;
  readonly subject: string;
  readonly isUrgent?: boolean;
  /** What else there is to tell of it; what is not there is left out. */
  readonly telling: readonly (string | undefined)[];
  readonly number?: string;
}

/** A row of a list that leads to what it tells of. */
export function ListRow({ href, step, time, subject, isUrgent = false, telling, number }: ListRowProps) {
  const { words } = useWords();
  const [path] = useLocation();
  const isOpen = href.split('?')[0] === path;
  const isBeside = usePlace() === 'as-list';
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen && isBeside) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, isBeside]);
  return (
    <li ref={row}>
      <Link href={href} class="row" aria-current={isOpen ? 'page' : undefined}>
        <span class="when">
          <strong class="step">{step}</strong>
          {time}
        </span>
        <span class="what">
          <strong>{subject}</strong>
          {isUrgent && <em class="urgent">{words.urgencies.urgent}</em>}
        </span>
        <span class="dim">{telling.filter(Boolean).join(' · ')}</span>
        {number !== undefined && <span class="number">{number}</span>}
      </Link>
    </li>
  );
}
