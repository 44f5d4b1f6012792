/** The API described (OpenAPI 3.1), from the very schemas that check requests. */
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { healthAnswer } from './answers.ts';
import { assessmentPaths } from './openapi-assessments.ts';
import { casePaths } from './openapi-cases.ts';
import { commitmentPaths } from './openapi-commitments.ts';
import { directoryPaths } from './openapi-directory.ts';
import { withExamples } from './openapi-examples.ts';
import { filePaths } from './openapi-files.ts';
import { organisationPaths } from './openapi-organisation.ts';
import { registerPaths } from './openapi-registers.ts';
import { sheetPaths } from './openapi-sheets.ts';
import { answers, asJson, OPEN } from './operation.ts';

const health: ZodOpenApiOperationObject = {
  operationId: 'health',
  summary: 'Whether the API is there, and in which version',
  security: [],
  responses: answers({ '200': { description: 'It is', content: asJson(healthAnswer) } }, [], OPEN),
};

const description: ZodOpenApiOperationObject = {
  operationId: 'description',
  summary: 'This description',
  security: [],
  responses: answers({ '200': { description: 'OpenAPI 3.1', content: asJson(z.looseObject({})) } }, [], OPEN),
};

/** The OpenAPI 3.1 document of that version of the product. */
export function openApiDocument(version: string) {
  return withExamples(documentWithoutExamples(version));
}

/** The same without its examples, for what needs the forms alone. */
export function documentWithoutExamples(version: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Shoujie (首接)',
      version,
      license: { name: 'All rights reserved', identifier: 'LicenseRef-proprietary' },
      description:
        'Whoever is asked first sees it through: countersign sheets (会签单) from the first word to the archive.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths: {
      ...sheetPaths,
      ...filePaths,
      ...organisationPaths,
      ...directoryPaths,
      ...commitmentPaths,
      ...registerPaths,
      ...assessmentPaths,
      ...casePaths,
      '/health': { get: health },
      '/openapi.json': { get: description },
    },
  });
}
