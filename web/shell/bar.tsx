import { Link, useLocation } from 'wouter-preact';
import { Icon, type IconName } from '../parts/icon.tsx';
import { type Standing, useStanding } from '../session/standing.ts';
import { useWords, type Words } from '../words/words.ts';

/** A page and its place in the bar, if it has one. */
export interface Tabbed {
  readonly path: string;
  readonly tab?:
    | {
        readonly label: keyof Words['shell']['tabs'];
        readonly icon: IconName;
        readonly who: (standing: Standing) => boolean;
      }
    | undefined;
}

/** Where a path leads when what may follow it is left out. */
const placeOf = (path: string) => path.split('/:')[0] ?? path;

/** As many as a phone has room for at its lower edge. */
const AT_HAND = 4;

/** The pages that the reader goes to: beside the page at a desk, at its lower edge on a phone, where the later ones are behind one more. */
export function Bar({ tabs }: { readonly tabs: readonly Tabbed[] }) {
  const { words } = useWords();
  const [path] = useLocation();
  const standing = useStanding();
  const shown = tabs.flatMap(({ path: to, tab }) =>
    tab?.who(standing) ? [{ to: placeOf(to), ...tab }] : [],
  );
  if (shown.length < 2) return null;
  const linkTo = ({ to, label, icon }: (typeof shown)[number]) => (
    <Link key={to} href={to} aria-current={path === to || path.startsWith(`${to}/`) ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{words.shell.tabs[label]}</span>
    </Link>
  );
  const behind = shown.slice(AT_HAND);
  return (
    <nav class="bar" aria-label={words.shell.pages}>
      {shown.slice(0, AT_HAND).map(linkTo)}
      {behind.length > 0 && (
        <details key={path}>
          <summary>
            <Icon name="more" />
            <span>{words.shell.more}</span>
          </summary>
          <div class="behind">{behind.map(linkTo)}</div>
        </details>
      )}
    </nav>
  );
}
