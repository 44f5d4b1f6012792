/** `GET /work`, described (contract section 9). */
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { asJson, language, responses } from '../operation.ts';
import { workQuery, workResponse } from './work.ts';

export const workPaths: ZodOpenApiPathsObject = {
  '/work': {
    get: {
      operationId: 'readWork',
      summary: 'Everything that there is to do, in one answer',
      description:
        'A clock is an item of its own. `section` is for who leads one, `site` for customer service and office; neither for residents.',
      requestParams: { header: language, query: workQuery },
      responses: responses({ '200': { description: 'The work', content: asJson(workResponse) } }, [
        'validation-failed',
        'forbidden',
      ]),
    },
  },
};
