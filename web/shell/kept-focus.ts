/** Keeps the focus where somebody works, for whoever has no pointer: a step that takes away what had it does not send them to the top. */
import { useEffect } from 'preact/hooks';

/** What a reader takes for one thing, so that they go on from its beginning. */
const PLACES = 'li, form, section, aside, article, main';

/** Gives the focus to the nearest place that stays around what had it, or back to a control that was disabled only for a while. */
export function useKeptFocus(): void {
  useEffect(() => {
    /** What had the focus, and what was around it, from the inside. */
    let around: readonly Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      const found: Element[] = [];
      for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
        found.push(at);
      around = found;
    };
    const isGone = (element: Element) => !element.isConnected || element.matches(':disabled');
    const forget = ({ target }: FocusEvent) =>
      // Whoever leaves it by themselves does so while it stays; a browser may tell of it just before it goes.
      queueMicrotask(() => {
        if (target === around[0] && target instanceof Element && !isGone(target)) around = [];
      });
    const look = () => {
      const [last] = around;
      if (last === undefined || document.activeElement !== document.body) return;
      if (last.isConnected && last.matches(':disabled')) return;
      for (const next of around) {
        if (!(next instanceof HTMLElement && next.isConnected)) continue;
        if (next !== last && !next.matches(PLACES)) continue;
        if (next !== last && !next.hasAttribute('tabindex')) next.tabIndex = -1;
        next.focus({ preventScroll: true });
        // What has no box of its own does not take it.
        if (document.activeElement === next) return;
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    addEventListener('focusin', remember);
    addEventListener('focusout', forget);
    return () => {
      observer.disconnect();
      removeEventListener('focusin', remember);
      removeEventListener('focusout', forget);
    };
  }, []);
}
