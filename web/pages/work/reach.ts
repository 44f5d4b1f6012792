import { useStanding } from '../../session/standing.ts';

export type Reach = 'me' | 'section' | 'site';

/** Whose work the reader may look at: their own, their section's if they lead it, the site's at the desk and in the office. */
export function useReaches(): readonly Reach[] {
  const { leads, isDesk, isOffice } = useStanding();
  return ['me', ...(leads ? (['section'] as const) : []), ...(isDesk || isOffice ? (['site'] as const) : [])];
}
