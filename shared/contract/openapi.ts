/** The API described (OpenAPI 3.1), from the very schemas that check requests. */
import * as z from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { assessmentPaths } from './assessment/openapi-assessments.ts';
import { awardPaths } from './assessment/openapi-awards.ts';
import { registerPaths } from './assessment/openapi-registers.ts';
import { casePaths } from './cases/openapi-cases.ts';
import { commitmentPaths } from './commitments/openapi-commitments.ts';
import { filePaths } from './files/openapi-files.ts';
import { noticePaths } from './notices/openapi-notices.ts';
import { withExamples } from './openapi-examples.ts';
import { withWords } from './openapi-words.ts';
import { asJson, OPEN, responses } from './operation.ts';
import { directoryPaths } from './organisation/openapi-directory.ts';
import { organisationPaths } from './organisation/openapi-organisation.ts';
import { healthResponse } from './responses.ts';
import { linkPaths, sheetPaths } from './sheets/openapi-sheets.ts';
import { workPaths } from './sheets/openapi-work.ts';

const health: ZodOpenApiOperationObject = {
  operationId: 'health',
  summary: 'Whether the API and its table are there, and in which version',
  description: 'Open to everybody, for whoever watches over it.',
  security: [],
  responses: responses({ '200': { description: 'It is', content: asJson(healthResponse) } }, [], OPEN),
};

const description: ZodOpenApiOperationObject = {
  operationId: 'description',
  summary: 'This description',
  description: 'Open to everybody: what clients are generated from.',
  security: [],
  responses: responses(
    { '200': { description: 'OpenAPI 3.1', content: asJson(z.looseObject({})) } },
    [],
    OPEN,
  ),
};

/** Of what the API is made, in order: each part a tag. */
const AREAS: readonly (readonly [name: string, description: string, paths: ZodOpenApiPathsObject])[] = [
  [
    'Sheets',
    '会签单：登记、签批、查询、台账与联单 · Countersign sheets, from the first word to the archive',
    sheetPaths,
  ],
  ['Link', '业主链接：无需登录 · What residents read and sign by their link, without a login', linkPaths],
  ['Work', '待办 · What there is to do', workPaths],
  ['Files', '附件 · Files of sheets and cases', filePaths],
  ['People', '本人与组织 · Who one is, and who is who', organisationPaths],
  ['Notices', '通知 · What one was told', noticePaths],
  ['Directory', '组织名录：更改、确认与清除 · Changes of the directory, four eyes, erasure', directoryPaths],
  ['Commitments', '公开服务承诺 · What sections commit themselves to, in public', commitmentPaths],
  ['Registers', '交接记录本与报修台帐 · The hand-over ledger and the repair register', registerPaths],
  ['Assessment', '月度考核 · The assessment of a month', assessmentPaths],
  ['Awards', '奖励 · What people and sections are awarded', awardPaths],
  ['Cases', '违规问责与申述 · Accountability cases and appeals', casePaths],
  [
    'Product',
    '接口本身 · The API itself',
    { '/health': { get: health }, '/openapi.json': { get: description } },
  ],
];

/** The paths of an area, each operation with its tag. */
const tagged = (tag: string, paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [method, { ...operation, tags: [tag] }]),
      ),
    ]),
  );

/** Says of a schema what generated clients can live with. */
const forGenerators: CreateDocumentOptions['override'] = ({ jsonSchema, zodSchema, io }) => {
  // A member that is only ever true, where it is there, is none that generators know how to write.
  if (typeof jsonSchema.const === 'boolean') delete jsonSchema.const;
  // Answers get more members in time (contract, preamble); a client that refused them would end with the next release.
  if (io === 'output' && zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined) {
    delete jsonSchema.additionalProperties;
  }
};

/** The OpenAPI 3.1 document of that version of the product. */
export function openApiDocument(version: string) {
  return withExamples(documentWithoutExamples(version));
}

/** The same without its examples, for what needs the forms alone. */
export function documentWithoutExamples(version: string) {
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Shoujie (首接)',
        version,
        license: { name: 'All rights reserved', identifier: 'LicenseRef-proprietary' },
        contact: { name: '公司行政人员 · The administrative staff of the company that runs it' },
        description:
          'Whoever is asked first sees it through: countersign sheets (会签单) from the first word to the archive. Enumerations are named, and `x-words` says in both languages what their values are called.',
      },
      servers: [{ url: '/' }],
      security: [{ bearer: [] }],
      tags: AREAS.map(([name, about]) => ({ name, description: about })),
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      paths: Object.assign({}, ...AREAS.map(([tag, , paths]) => tagged(tag, paths))),
    },
    { override: forGenerators },
  );
  return withWords(document);
}
