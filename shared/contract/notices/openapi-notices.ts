/** What the caller was told, described (contract section 9). */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { NOTICE_KINDS } from '../../domain/notices/notice-table.ts';
import { asJson, etag, key, language, responses, WITH_BODY } from '../operation.ts';
import { noticesQuery, readBody } from './notices-query.ts';

const instant = z.iso.datetime();
const unread = z.int().min(0).max(100).meta({ description: '100: a hundred or more' });

export const noticesResponse = z
  .object({
    unread,
    items: z.array(
      z
        .object({
          id: z.string(),
          at: instant,
          kind: z.enum(NOTICE_KINDS),
          sheet: z.string().optional(),
          case: z.string().optional(),
          number: z.string().meta({
            description:
              'Of the sheet or case; of an assessment its month, of a change of oneself the own id',
          }),
          clock: z.string().optional(),
          dueAt: instant.optional(),
          message: z
            .string()
            .optional()
            .meta({ description: 'What was said, as far as the reader sees it on the sheet' }),
          read: z.boolean(),
        })
        .meta({ id: 'Notice' }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'NoticeList', description: 'What the caller was told in the last 90 days, the newest first' });

const list: ZodOpenApiOperationObject = {
  operationId: 'notices',
  summary: 'What the caller was told, and may still see',
  requestParams: {
    header: language.extend({ 'If-None-Match': z.string().optional() }),
    query: noticesQuery,
  },
  responses: responses(
    {
      '200': { description: 'A page', headers: z.object({ ETag: etag }), content: asJson(noticesResponse) },
      '304': { description: 'The reader has it' },
    },
    ['validation-failed'],
  ),
};

const read: ZodOpenApiOperationObject = {
  operationId: 'readNotices',
  summary: 'Marks a notice and all older as read',
  requestParams: { header: language.extend({ 'Idempotency-Key': key.optional() }) },
  requestBody: { required: true, content: asJson(readBody) },
  responses: responses(
    { '200': { description: 'How much is then unread', content: asJson(z.object({ unread })) } },
    WITH_BODY,
  ),
};

export const noticePaths: ZodOpenApiPathsObject = {
  '/notices': { get: list },
  '/notices/read': { post: read },
};
