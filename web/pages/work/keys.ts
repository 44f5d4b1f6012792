import { useLayoutEffect } from 'preact/hooks';

const IN_A_FIELD = 'input, textarea, select, dialog, [contenteditable]';

/** Goes through links by j and k; the focus is the place, so Enter opens it as it opens any link. */
export function useKeys(selector: string): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(IN_A_FIELD) !== null) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      const links = [...document.querySelectorAll<HTMLAnchorElement>(selector)];
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      const next = event.key === 'j' ? at + 1 : Math.max(0, at - 1);
      links[Math.min(next, links.length - 1)]?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [selector]);
}
