import { Link, useLocation } from 'wouter-preact';
import { ROLE_ROWS } from '../../shared/domain/model/roles.ts';
import { useRoles } from '../session/acting.ts';
import { useWords } from '../words/words.ts';

/** Both halves of what follows from conduct (奖优惩劣), and, for who reads it of everybody, what of it is on record. */
export function CaseTabs() {
  const { words } = useWords();
  const [path] = useLocation();
  const readsAll = useRoles().some((role) => ROLE_ROWS[role].consequences === 'site');
  const pages = [
    ['/cases', words.shell.tabs.cases],
    ['/awards', words.shell.tabs.awards],
    ...(readsAll ? ([['/consequences', words.shell.tabs.consequences]] as const) : []),
  ] as const;
  return (
    <nav class="tabs" aria-label={words.shell.bothSides}>
      {pages.map(([to, name]) => (
        <Link key={to} href={to} aria-current={path === to ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
