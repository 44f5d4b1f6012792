/** Keys for whoever sits at a desk all day: never while something is typed, nor beside the keys of the browser. */
import { useLayoutEffect } from 'preact/hooks';

const IN_A_FIELD = 'input, textarea, select, dialog, [contenteditable]';

/** What is done by which key, as `event.key` names it. */
export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(IN_A_FIELD) !== null) return;
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Goes through links by j and k; the focus is the place, so Enter opens it as it opens any link. */
export function useListKeys(selector: string): void {
  const go = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(selector)];
    const focused = links.indexOf(document.activeElement as HTMLAnchorElement);
    // Whoever reads a sheet beside the list goes on from there.
    const at = focused === -1 ? links.findIndex((link) => link.ariaCurrent !== null) : focused;
    links[Math.min(Math.max(0, at + step), links.length - 1)]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
}

/** Whether somebody sends what they typed by Ctrl+Enter, or ⌘+Enter. */
export const sends = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.isComposing && (event.ctrlKey || event.metaKey);
