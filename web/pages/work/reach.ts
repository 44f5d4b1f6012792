import { useQuery } from '@tanstack/preact-query';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';

export type Reach = 'me' | 'section' | 'site';

/** Whose work the reader may look at: their own, their section's if they lead it, the site's at the desk and in the office. */
export function useReaches(): readonly Reach[] {
  const { api, me } = useReader();
  const site = me.site?.id ?? '';
  const directory = useQuery({
    queryKey: ['organisation', site],
    queryFn: () => answered(api.GET('/organisation', { params: { query: { site } } })),
    enabled: site !== '',
    staleTime: 300_000,
  });
  const sections = directory.data?.sections ?? [];
  const isDesk = sections.some(({ id, function: what }) => id === me.section && what === 'customer-service');
  const leads = me.role === 'supervisor' || me.role === 'manager';
  const isOffice = me.role === 'director' || me.role === 'deputy-director';
  return ['me', ...(leads ? (['section'] as const) : []), ...(isDesk || isOffice ? (['site'] as const) : [])];
}
