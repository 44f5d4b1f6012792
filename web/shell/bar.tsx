import { Link, useLocation } from 'wouter-preact';
import { useClosing } from '../parts/closing.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { AT_A_DESK, useWide } from '../parts/wide.ts';
import { type Standing, useStanding } from '../session/standing.ts';
import { useWords, type Words } from '../words/words.ts';

/** A page and its place in the bar, if it has one. */
export interface Tabbed {
  readonly path: string;
  readonly tab?:
    | {
        readonly label: keyof Words['shell']['tabs'];
        readonly icon: IconName;
        /** Who finds it in the bar; left out of a page that has a name, and is reached from another. */
        readonly who?: (standing: Standing) => boolean;
        /** Pages that are reached from it. */
        readonly leadsTo?: readonly string[];
      }
    | undefined;
}

/** Where a path leads when what may follow it is left out. */
const placeOf = (path: string) => path.split('/:')[0] ?? path;

/** As many as a phone has room for at its lower edge. */
const ROOM = 5;

/** The pages that the reader goes to: beside the page at a desk; at its lower edge on a phone, where those without room are behind one more. */
export function Bar({ tabs }: { readonly tabs: readonly Tabbed[] }) {
  const { words } = useWords();
  const [path] = useLocation();
  const standing = useStanding();
  const isWide = useWide(AT_A_DESK);
  const over = useClosing();
  const shown = tabs.flatMap(({ path: to, tab }) =>
    tab?.who?.(standing) ? [{ to: placeOf(to), ...tab }] : [],
  );
  if (shown.length < 2) return null;
  const isAt = (place: string) => path === place || path.startsWith(`${place}/`);
  const linkTo = ({ to, label, icon, leadsTo = [] }: (typeof shown)[number]) => (
    <Link key={to} href={to} aria-current={[to, ...leadsTo].some(isAt) ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{words.shell.tabs[label]}</span>
    </Link>
  );
  const atHand = isWide || shown.length <= ROOM ? shown.length : ROOM - 1;
  const behind = shown.slice(atHand);
  return (
    <nav class="bar" aria-label={words.shell.pages}>
      {shown.slice(0, atHand).map(linkTo)}
      {behind.length > 0 && (
        <details key={path} ref={over}>
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
