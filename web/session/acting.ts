/** As whom the reader acts, so that the same rules that the API judges by say what is offered to them here. */
import { type Actor, asOf, type Directory } from '../../shared/domain/model/directory.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import type { Schemas } from './api.ts';
import { useReader } from './reader.ts';
import { useDirectory } from './standing.ts';

export interface Acting {
  /** At the instant at which `/me` was read. */
  readonly directory: Directory;
  /** Themselves first, then each whom they stand in for. */
  readonly actors: readonly Actor[];
}

/** @returns undefined where they are no staff of that site. Pure. */
export function actingAt(read: Schemas['Organisation'], { id, now }: Schemas['Me']): Acting | undefined {
  const { people: staff, ...of } = read;
  const self = staff.find((person) => person.id === id);
  if (self === undefined) return undefined;
  const directory = asOf({ ...of, staff }, now);
  return { directory, actors: actorsOf(self, directory, now) };
}

/** In which roles they act, their own first: whoever stands in for somebody is offered what is offered to them. */
export function useRoles(): readonly Schemas['Role'][] {
  const { me } = useReader();
  const acting = useActing();
  return [me.role, ...(acting?.actors ?? []).flatMap(({ role }) => (role === 'system' ? [] : [role]))];
}

/** At their own site; undefined until its directory has come. */
export function useActing(): Acting | undefined {
  const { me } = useReader();
  const read = useDirectory().data;
  return read && actingAt(read, me);
}
