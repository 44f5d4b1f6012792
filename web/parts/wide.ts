/** Whether the screen has room for three columns. */
import { useEffect, useState } from 'preact/hooks';

const WIDE = matchMedia('(min-width: 1200px)');

export function useWide(): boolean {
  const [isWide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const look = () => setWide(WIDE.matches);
    WIDE.addEventListener('change', look);
    return () => WIDE.removeEventListener('change', look);
  }, []);
  return isWide;
}
