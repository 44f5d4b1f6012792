/** Awards, described (contract section 6). */
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ledgerQuery } from '../forms/ledger-page.ts';
import {
  asJson,
  awardId,
  ifMatch,
  language,
  optionalKey,
  responses,
  SIGNED,
  versioned,
  WITH_BODY,
} from '../operation.ts';
import { directoryLedgerResponse } from '../organisation/organisation-responses.ts';
import { awardBody, awardsQuery, withdrawalBody } from './award-bodies.ts';
import { awardResponse, awardsResponse } from './award-responses.ts';

const keyed = language.extend({ 'Idempotency-Key': optionalKey });

export const awardPaths: ZodOpenApiPathsObject = {
  '/awards': {
    get: {
      operationId: 'awards',
      summary: 'What people and sections were awarded (奖优), the newest first',
      description:
        'Of all for the office and hr; of their section and its people for its leads; their own for everybody else of the staff. Those that were withdrawn say so.',
      requestParams: { header: language, query: awardsQuery },
      responses: responses({ '200': { description: 'The awards', content: asJson(awardsResponse) } }, [
        'validation-failed',
        'forbidden',
      ]),
    },
    post: {
      operationId: 'grantAward',
      summary: 'Grants somebody, or a section, an award (B3c)',
      description:
        'By the director; about a director by the overseer. Whom it is about and the leads of their section are told.',
      requestParams: { header: keyed },
      requestBody: { required: true, content: asJson(awardBody) },
      responses: responses(
        { '201': { description: 'Granted', headers: versioned, content: asJson(awardResponse) } },
        [...WITH_BODY, 'forbidden'],
      ),
    },
  },
  '/awards/{id}/withdrawals': {
    post: {
      operationId: 'withdrawAward',
      summary: 'Withdraws an award',
      description:
        'By whoever may grant it. It stays listed and says so, and stands on the public page and among consequences no more.',
      requestParams: { header: keyed.extend({ 'If-Match': ifMatch }), path: awardId },
      requestBody: { required: true, content: asJson(withdrawalBody) },
      responses: responses(
        { '201': { description: 'Withdrawn', headers: versioned, content: asJson(awardResponse) } },
        SIGNED,
      ),
    },
  },
  '/awards/{id}/ledger': {
    get: {
      operationId: 'awardLedger',
      summary: 'Who granted an award, and who withdrew it',
      description:
        'For whoever is shown the award. Why it was granted stands in the entries as a commitment.',
      requestParams: { header: language, path: awardId, query: ledgerQuery },
      responses: responses(
        {
          '200': { description: 'The ledger', headers: versioned, content: asJson(directoryLedgerResponse) },
        },
        ['validation-failed', 'not-found'],
      ),
    },
  },
};
