/** Registers, described (contract section 6). */
import type * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { language, orCsv, responses } from '../operation.ts';
import { handOverResponse, repairsResponse } from './register-responses.ts';
import { registerQuery } from './registers.ts';

const register = (operationId: string, summary: string, page: z.ZodType): ZodOpenApiOperationObject => ({
  operationId,
  summary,
  description:
    'For customer service and the office. Of a local day (`date`), or of up to 31 (`from` and `to`, both among them). JSON comes in pages, oldest first; with `Accept: text/csv` all of it comes at once, whatever `limit` and `cursor` say.',
  requestParams: { header: language, query: registerQuery },
  responses: responses({ '200': { description: 'The register', content: orCsv(page) } }, [
    'validation-failed',
    'forbidden',
  ]),
});

export const registerPaths: ZodOpenApiPathsObject = {
  '/registers/hand-over': {
    get: register(
      'handOverRegister',
      "Hand-overs and returns by local days, with their receivers' signatures (会签单交接记录本, B5.2a, B5.2b)",
      handOverResponse,
    ),
  },
  '/registers/repairs': {
    get: register('repairRegister', 'Repairs by local days (报修登记台帐, B5.2.1a)', repairsResponse),
  },
};
