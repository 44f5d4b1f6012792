/** Changes of the organisation directory, described (contract section 2). */

import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { directoryId } from '../forms/directory-id.ts';
import { asJson, etag, ifMatch, language, responses, WITH_BODY } from '../operation.ts';
import { personBody, sectionBody, siteBody } from './organisation-body.ts';
import { personResponse, sectionResponse, siteResponse } from './organisation-responses.ts';

const header = language.extend({ 'If-Match': ifMatch });

/** A PUT that makes or changes one entry. */
function putting(
  operationId: string,
  summary: string,
  path: z.ZodObject,
  body: z.ZodType,
  answer: z.ZodType,
): ZodOpenApiOperationObject {
  const headers = z.object({ ETag: etag });
  return {
    operationId,
    summary,
    requestParams: { header, path },
    requestBody: { required: true, content: asJson(body) },
    responses: responses(
      {
        '200': { description: 'Changed', headers, content: asJson(answer) },
        '201': { description: 'New', headers, content: asJson(answer) },
      },
      [...WITH_BODY, 'forbidden', 'not-found', 'version-conflict', 'step-not-allowed'],
    ),
  };
}

const one = z.object({ id: directoryId });
const section = z.object({ site: directoryId, id: directoryId });

export const directoryPaths: ZodOpenApiPathsObject = {
  '/sites/{id}': { put: putting('putSite', 'Makes or changes a site', one, siteBody, siteResponse) },
  '/sites/{site}/sections/{id}': {
    put: putting('putSection', 'Makes or changes a section', section, sectionBody, sectionResponse),
  },
  '/people/{id}': {
    put: putting(
      'putPerson',
      'Makes or changes a person; whoever handles open sheets stays until they are assigned to others',
      one,
      personBody,
      personResponse,
    ),
  },
};
