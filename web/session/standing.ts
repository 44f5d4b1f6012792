/** What somebody's place in the organisation opens to them here. What they may do in the end is for the API to say. */
import { useQuery } from '@tanstack/preact-query';
import { answered, type Schemas } from './api.ts';
import { useReader } from './reader.ts';

export interface Standing {
  readonly role: Schemas['Role'];
  readonly isStaff: boolean;
  /** Supervisors and managers of a section. */
  readonly leads: boolean;
  /** Whoever is in customer service. */
  readonly isDesk: boolean;
  readonly isOffice: boolean;
}

/** The site's sections and people, as far as the reader is shown them; not asked for where nobody wants them. */
export function useDirectory(wanted = true) {
  const { api, me } = useReader();
  const site = me.site?.id ?? '';
  return useQuery({
    queryKey: ['organisation', site],
    queryFn: () => answered(api.GET('/organisation', { params: { query: { site } } })),
    enabled: wanted && site !== '',
    staleTime: 300_000,
  });
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
  };
}
