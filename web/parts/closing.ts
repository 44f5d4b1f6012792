/** Closes what lies over the page once somebody presses beside it, or Escape. */
import { useEffect, useRef } from 'preact/hooks';

/** @returns of the `details` that lie over the page while they are open */
export function useClosing() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = () => {
      if (details.current?.open === true) details.current.open = false;
    };
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && details.current?.contains(target) !== true) close();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || details.current?.open !== true) return;
      close();
      details.current.querySelector('summary')?.focus();
    };
    addEventListener('pointerdown', onPress);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPress);
      removeEventListener('keydown', onKey);
    };
  }, []);
  return details;
}
