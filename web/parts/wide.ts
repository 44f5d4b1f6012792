/** How much the screen has room for, as the styles have it; it is said anew when that changes. */
import { useEffect, useState } from 'preact/hooks';

/** Two columns: the bar beside the page. */
export const AT_A_DESK = '(min-width: 900px)';
const THREE_COLUMNS = '(min-width: 1200px)';

/** Whether there is room for so much; for three columns unless less is enough. */
export function useWide(enough = THREE_COLUMNS): boolean {
  const [isWide, setWide] = useState(() => matchMedia(enough).matches);
  useEffect(() => {
    const screen = matchMedia(enough);
    const look = () => setWide(screen.matches);
    look();
    screen.addEventListener('change', look);
    return () => screen.removeEventListener('change', look);
  }, [enough]);
  return isWide;
}
