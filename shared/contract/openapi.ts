/** The API described (OpenAPI 3.1), from the very schemas that check requests. */
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { assessmentPaths } from './assessment/openapi-assessments.ts';
import { registerPaths } from './assessment/openapi-registers.ts';
import { casePaths } from './cases/openapi-cases.ts';
import { commitmentPaths } from './commitments/openapi-commitments.ts';
import { filePaths } from './files/openapi-files.ts';
import { noticePaths } from './notices/openapi-notices.ts';
import { withExamples } from './openapi-examples.ts';
import { asJson, OPEN, responses } from './operation.ts';
import { directoryPaths } from './organisation/openapi-directory.ts';
import { organisationPaths } from './organisation/openapi-organisation.ts';
import { healthResponse } from './responses.ts';
import { sheetPaths } from './sheets/openapi-sheets.ts';
import { workPaths } from './sheets/openapi-work.ts';

const health: ZodOpenApiOperationObject = {
  operationId: 'health',
  summary: 'Whether the API and its table are there, and in which version',
  security: [],
  responses: responses({ '200': { description: 'It is', content: asJson(healthResponse) } }, [], OPEN),
};

const description: ZodOpenApiOperationObject = {
  operationId: 'description',
  summary: 'This description',
  security: [],
  responses: responses(
    { '200': { description: 'OpenAPI 3.1', content: asJson(z.looseObject({})) } },
    [],
    OPEN,
  ),
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
      ...workPaths,
      ...filePaths,
      ...organisationPaths,
      ...noticePaths,
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
