/** People and roles, described (contract section 2). */
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { asJson, language, responses, WITH_BODY } from '../operation.ts';
import { meResponse, organisationResponse, preferencesResponse } from '../responses.ts';
import { preferencesBody } from './organisation-body.ts';
import { organisationQuery } from './organisation-query.ts';

const me: ZodOpenApiOperationObject = {
  operationId: 'me',
  summary: 'Who the caller is',
  description:
    'With the time, the site, preferences and, for the director and the overseer, the cases that were proposed.',
  requestParams: { header: language },
  responses: responses({ '200': { description: 'The person', content: asJson(meResponse) } }, [
    'validation-failed',
  ]),
};

const preferences: ZodOpenApiOperationObject = {
  operationId: 'putPreferences',
  summary: 'How the caller would have letters and console; what is left out is as if never chosen',
  description: 'For oneself. Letters then come in that language; `large` is for the console.',
  requestParams: { header: language },
  requestBody: { required: true, content: asJson(preferencesBody) },
  responses: responses(
    { '200': { description: 'What holds now', content: asJson(preferencesResponse) } },
    WITH_BODY,
  ),
};

const organisation: ZodOpenApiOperationObject = {
  operationId: 'organisation',
  summary: "A site's sections and staff; residents see no phones or mail addresses",
  description: 'For members of that site, and for those who work for it from above the sites.',
  requestParams: { header: language, query: organisationQuery },
  responses: responses(
    { '200': { description: 'The organisation', content: asJson(organisationResponse) } },
    ['validation-failed', 'not-found'],
  ),
};

export const organisationPaths: ZodOpenApiPathsObject = {
  '/me': { get: me },
  '/me/preferences': { put: preferences },
  '/organisation': { get: organisation },
};
