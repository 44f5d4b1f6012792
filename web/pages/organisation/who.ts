/** Who does what with the directory, as far as the console offers it; the API judges. Pure. */
import { ROLE_ROWS } from '../../../shared/domain/model/roles.ts';
import type { Schemas } from '../../session/api.ts';

type Role = Schemas['Role'];

/** In place of an id, where there is nobody and nothing yet. */
export const NEW = 'new';

/** Whoever may alter people, and so confirms what others alter. */
export const altersPeople = (role: Role): boolean =>
  role === 'director' || role === 'administrator' || role === 'overseer';

/** Whoever may change sites and sections. */
export const isOrganiser = (role: Role): boolean => role === 'director' || role === 'administrator';

export const readsLedgers = (role: Role): boolean => ROLE_ROWS[role].directoryLedgers === 'all';
