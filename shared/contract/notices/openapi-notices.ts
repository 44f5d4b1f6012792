/** What the caller was told, described (contract section 9). */
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { NOTICE_KINDS } from '../../domain/notices/notice-table.ts';
import {
  asJson,
  digested,
  ifNoneMatch,
  language,
  optionalKey,
  responses,
  unchanged,
  WITH_BODY,
} from '../operation.ts';
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

const readResponse = z.object({ unread }).meta({ id: 'NoticesRead' });

const list: ZodOpenApiOperationObject = {
  operationId: 'notices',
  summary: 'What the caller was told, and may still see',
  description:
    'Of the last 90 days, the newest first, each in one line with its sheet or case; what the caller may see no more is left out.',
  requestParams: {
    header: language.extend({ 'If-None-Match': ifNoneMatch }),
    query: noticesQuery,
  },
  responses: responses(
    {
      '200': { description: 'A page', headers: digested, content: asJson(noticesResponse) },
      '304': unchanged,
    },
    ['validation-failed'],
  ),
};

const read: ZodOpenApiOperationObject = {
  operationId: 'readNotices',
  summary: 'Marks a notice and all older as read',
  description: '`upTo` is the id of a notice of the caller’s.',
  requestParams: { header: language.extend({ 'Idempotency-Key': optionalKey }) },
  requestBody: { required: true, content: asJson(readBody) },
  responses: responses(
    { '200': { description: 'How much is then unread', content: asJson(readResponse) } },
    WITH_BODY,
  ),
};

export const noticePaths: ZodOpenApiPathsObject = {
  '/notices': { get: list },
  '/notices/read': { post: read },
};
