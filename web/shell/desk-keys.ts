import { useLocation } from 'wouter-preact';
import { FIND } from '../parts/beside.ts';
import { useKeys } from '../parts/keys.ts';
import { useStanding } from '../session/standing.ts';

/** The keys that staff have on every page: `/` finds, where the page itself has nothing to find by among all sheets; F2 takes in. */
export function useDeskKeys(): void {
  const [, go] = useLocation();
  const { isStaff } = useStanding();
  const find = () => {
    const search = document.querySelector<HTMLInputElement>('input[type="search"]');
    if (search === null) go('/sheets', { state: FIND });
    else search.focus();
  };
  useKeys(isStaff ? { '/': find, F2: () => go('/open') } : {});
}
