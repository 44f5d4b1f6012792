/** Changes of the organisation directory, described (contract section 2). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { directoryId } from '../forms/directory-id.ts';
import type { ProblemCode } from '../messages.ts';
import { asJson, etag, ifMatch, language, responses, WITH_BODY } from '../operation.ts';
import { dutyBody, leaveBody, personBody, sectionBody, siteBody } from './organisation-body.ts';
import { dutyResponse, personResponse, sectionResponse, siteResponse } from './organisation-responses.ts';

const header = language.extend({ 'If-Match': ifMatch });

const headers = z.object({ ETag: etag });

/** A PUT that changes one entry, which is there. */
function changing(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  body: z.ZodType,
  answer: z.ZodType,
  more: readonly ProblemCode[] = [],
) {
  return {
    operationId,
    summary,
    requestParams: { header, path },
    requestBody: { required: true, content: asJson(body) },
    responses: responses({ '200': { description: 'Changed', headers, content: asJson(answer) } }, [
      ...WITH_BODY,
      'forbidden',
      'not-found',
      'version-conflict',
      ...more,
    ]),
  };
}

/** A PUT that makes or changes one entry. */
function putting(...[operationId, summary, path, body, answer]: Parameters<typeof changing>) {
  const change = changing(operationId, summary, path, body, answer);
  const made = { '201': { description: 'New', headers, content: asJson(answer) } };
  return { ...change, responses: { ...change.responses, ...responses(made, ['step-not-allowed']) } };
}

/** A GET of one entry. */
function reading(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  answer: z.ZodType,
): ZodOpenApiOperationObject {
  return {
    operationId,
    summary,
    requestParams: { header: language, path },
    responses: responses({ '200': { description: 'As it is now', headers, content: asJson(answer) } }, [
      'validation-failed',
      'not-found',
    ]),
  };
}

const one = z.object({ id: directoryId });
const section = z.object({ site: directoryId, id: directoryId });

export const directoryPaths: ZodOpenApiPathsObject = {
  '/sites/{id}': { put: putting('putSite', 'Makes or changes a site', one, siteBody, siteResponse) },
  '/sites/{site}/sections/{id}': {
    put: putting('putSection', 'Makes or changes a section', section, sectionBody, sectionResponse),
  },
  '/sites/{site}/sections/{id}/duty': {
    get: reading(
      'duty',
      'Duty shifts, for the section, customer service and the office',
      section,
      dutyResponse,
    ),
    put: changing(
      'putDuty',
      "The section's leads set its shifts, which may overlap; who is in none now is not present (A1.4)",
      section,
      dutyBody,
      dutyResponse,
    ),
  },
  '/people/{id}/leave': {
    put: changing(
      'putLeave',
      'Grants leave, or ends it where the body is empty (A1.4); for the section’s leads, director, administrator',
      one,
      leaveBody,
      personResponse,
      ['precondition-required'],
    ),
  },
  '/people/{id}': {
    get: reading(
      'person',
      'An entry of the directory: one’s own, to leads those of their section, to customer service those of residents',
      one,
      personResponse,
    ),
    put: putting(
      'putPerson',
      'Makes or changes a person; whoever handles open sheets stays until they are assigned to others',
      one,
      personBody,
      personResponse,
    ),
  },
};
