/** Lists of sheets (contract section 3, `GET /sheets`). */
import type { paths } from '../../shared/client/api.ts';
import { type Api, answered, type Schemas } from './api.ts';

export type SheetQuery = NonNullable<paths['/sheets']['get']['parameters']['query']>;

/** Several values of one member stand with commas between. */
const COMMAS = { querySerializer: { array: { style: 'form', explode: false } } } as const;

/** A page of a list. @throws Refusal */
export const listSheets = (api: Api, query: SheetQuery): Promise<Schemas['SheetList']> =>
  answered(api.GET('/sheets', { params: { query }, ...COMMAS }));
