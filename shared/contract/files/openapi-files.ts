/** Files, described (contract section 4). */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { asJson, language, located, optionalKey, responses, WITH_BODY } from '../operation.ts';
import { announcement } from './file.ts';
import { announcedResponse, givenResponse } from './file-responses.ts';

const announceFile: ZodOpenApiOperationObject = {
  operationId: 'announceFile',
  summary: 'Announces a file and says how to upload it',
  description:
    'The client uploads straight to storage, with the headers as given, and then names the id in `files` of an intake or a step. A link is for one upload: a second one is 412. Only its uploader attaches a file, once.',
  requestParams: { header: language.extend({ 'Idempotency-Key': optionalKey }) },
  requestBody: { required: true, content: asJson(announcement) },
  responses: responses(
    {
      '201': {
        description: 'Where and how to upload it',
        headers: located,
        content: asJson(announcedResponse),
      },
    },
    WITH_BODY,
  ),
};

const readFile: ZodOpenApiOperationObject = {
  operationId: 'readFile',
  summary: 'Gives a file to whoever may see what it is attached to',
  description:
    'With `Accept: application/json` it is described, otherwise led to. Pictures of complaints are given without metadata. Where a complaint is anonymous, who is not shown the resident gets pictures alone.',
  requestParams: {
    header: language,
    path: z.object({ id: z.string().meta({ description: "The file's id" }) }),
  },
  responses: responses(
    {
      '200': { description: 'With `Accept: application/json`', content: asJson(givenResponse) },
      '302': {
        description: 'A link that lives for five minutes of real time; always an attachment',
        headers: located,
      },
    },
    ['validation-failed', 'not-found'],
  ),
};

export const filePaths: ZodOpenApiPathsObject = {
  '/files': { post: announceFile },
  '/files/{id}': { get: readFile },
};
