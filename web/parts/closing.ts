/** Closes what lies over the page once somebody presses beside it, walks on, or presses Escape. */
import { useEffect, useRef } from 'preact/hooks';

/** A dialog that was opened from it lies over it for a while. */
const isInDialog = (target: EventTarget | null) =>
  target instanceof Element && target.closest('dialog') !== null;

/** @returns of the `details` that lie over the page while they are open */
export function useClosing() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = () => {
      if (details.current?.open === true) details.current.open = false;
    };
    const onLeft = ({ target }: Event) => {
      if (target instanceof Node && details.current?.contains(target) !== true && !isInDialog(target))
        close();
    };
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || isInDialog(target) || details.current?.open !== true) return;
      close();
      details.current.querySelector('summary')?.focus();
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
