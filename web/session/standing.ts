/** What somebody's place in the organisation opens to them here. What they may do in the end is for the API to say. */
import { useQuery } from '@tanstack/preact-query';
import { type Api, answered, type Schemas } from './api.ts';
import { useReader } from './reader.ts';

export interface Standing {
  readonly role: Schemas['Role'];
  readonly isStaff: boolean;
  /** Supervisors and managers of a section. */
  readonly leads: boolean;
  /** Whoever is in customer service. */
  readonly isDesk: boolean;
  readonly isOffice: boolean;
  /** Whoever works for more sites than their own (B2). */
  readonly isAbove: boolean;
}

/** How the directory of a site is asked for. */
export const directoryQuery = (api: Api, site: string, wanted: boolean) => ({
  queryKey: ['organisation', site],
  queryFn: () => answered(api.GET('/organisation', { params: { query: { site } } })),
  enabled: wanted && site !== '',
  staleTime: 300_000,
});

/** A site's sections and people, as far as the reader is shown them; not asked for where nobody wants them. @param site the reader's own unless another is given */
export function useDirectory(wanted = true, site?: string) {
  const { api, me } = useReader();
  return useQuery(directoryQuery(api, site ?? me.site?.id ?? '', wanted));
}

export function useStanding(): Standing {
  const { me } = useReader();
  const isStaff = me.role !== 'resident';
  const sections = useDirectory(isStaff).data?.sections ?? [];
  return {
    role: me.role,
    isStaff,
    leads: me.role === 'supervisor' || me.role === 'manager',
    isDesk: sections.some(({ id, function: what }) => id === me.section && what === 'customer-service'),
    isOffice: me.role === 'director' || me.role === 'deputy-director',
    isAbove: me.sites !== undefined,
  };
}
