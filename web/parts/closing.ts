/** Closes what lies over the page once somebody presses beside it, walks on, or presses Escape. */
import { useEffect, useRef } from 'preact/hooks';

/** Closes it where it is open, and gives the focus back to what opened it. */
export function closeOver(details: HTMLDetailsElement | null): void {
  if (details?.open !== true) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}

/** @returns of the `details` that lie over the page while they are open */
export function useClosing() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onLeft = ({ target }: Event) => {
      const open = details.current;
      if (open?.open === true && target instanceof Node && !open.contains(target)) open.open = false;
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') closeOver(details.current);
    };
    addEventListener('pointerdown', onLeft);
    addEventListener('focusin', onLeft);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onLeft);
      removeEventListener('focusin', onLeft);
      removeEventListener('keydown', onKey);
    };
  }, []);
  return details;
}
