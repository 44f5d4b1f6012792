/** People and roles, described (contract section 2). */
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { asJson, language, responses } from '../operation.ts';
import { meResponse, organisationResponse } from '../responses.ts';
import { organisationQuery } from './organisation-query.ts';

const me: ZodOpenApiOperationObject = {
  operationId: 'me',
  summary: 'Who the caller is',
  requestParams: { header: language },
  responses: responses({ '200': { description: 'The person', content: asJson(meResponse) } }, [
    'validation-failed',
  ]),
};

const organisation: ZodOpenApiOperationObject = {
  operationId: 'organisation',
  summary: "A site's sections and staff; residents see no phones or mail addresses",
  requestParams: { header: language, query: organisationQuery },
  responses: responses(
    { '200': { description: 'The organisation', content: asJson(organisationResponse) } },
    ['validation-failed', 'not-found'],
  ),
};

export const organisationPaths: ZodOpenApiPathsObject = {
  '/me': { get: me },
  '/organisation': { get: organisation },
};
