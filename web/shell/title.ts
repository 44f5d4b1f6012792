/** What a page is called, in the tab of the browser and in its history. Pure. */
import type { Words } from '../words/words.ts';

interface Titled {
  readonly path: string;
  readonly tab?: { readonly label: keyof Words['shell']['tabs'] } | undefined;
}

/** @param path below `/app`, as wouter reads it */
export function titleOf(path: string, tabs: readonly Titled[], words: Words): string {
  const others: Readonly<Record<string, string>> = {
    '/notices': words.shell.notices(0),
    '/settings': words.shell.menu,
    '/outbox': words.outbox.title,
  };
  const [, first = ''] = path.split('/');
  const place = `/${first}`;
  const label = tabs.find(({ path: of, tab }) => tab !== undefined && of.split('/:')[0] === place)?.tab
    ?.label;
  const name = label === undefined ? others[place] : words.shell.tabs[label];
  return name === undefined ? words.product : `${name} · ${words.product}`;
}
