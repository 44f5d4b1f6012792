/** Assessments, described (contract section 6). */
import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { noQuery } from '../forms/no-query.ts';
import { language, ofSectionId, orCsv, personId, responses } from '../operation.ts';
import {
  assessmentResponse,
  companyResponse,
  personAssessmentResponse,
  sectionAssessmentResponse,
} from './assessment-responses.ts';
import { assessmentQuery, month, oneAssessmentQuery } from './registers.ts';

export const assessmentPaths: ZodOpenApiPathsObject = {
  '/assessments/{month}': {
    get: {
      operationId: 'assessment',
      summary:
        'The figures of a local month (考核, B3c): live until it is frozen at 02:00 on the first of the next',
      description:
        'Managers see their section; the office, customer service’s managers (B3b) and the overseer all; everybody else themselves. CSV has a line a figure.',
      requestParams: { header: language, path: z.object({ month }), query: assessmentQuery },
      responses: responses({ '200': { description: 'The assessment', content: orCsv(assessmentResponse) } }, [
        'validation-failed',
        'not-found',
        'forbidden',
      ]),
    },
  },
  '/assessments/{month}/people/{id}': {
    get: {
      operationId: 'personAssessment',
      summary: "The sheets behind every figure of one person's month",
      description:
        'For the person, the managers of their section, the office, customer service’s managers (B3b) and the overseer. Each sheet says whether it counts for or against a figure, or not at all. CSV has a line a sheet and figure.',
      requestParams: {
        header: language,
        path: personId.extend({ month }),
        query: oneAssessmentQuery,
      },
      responses: responses(
        { '200': { description: 'The figures', content: orCsv(personAssessmentResponse) } },
        ['validation-failed', 'not-found', 'forbidden'],
      ),
    },
  },
  '/assessments/{month}/sections/{id}': {
    get: {
      operationId: 'sectionAssessment',
      summary: "The sheets behind every figure of a section's month",
      description:
        'For the managers of the section, the office, customer service’s managers (B3b) and the overseer. As of a person.',
      requestParams: {
        header: language,
        path: ofSectionId.extend({ month }),
        query: oneAssessmentQuery,
      },
      responses: responses(
        { '200': { description: 'The figures', content: orCsv(sectionAssessmentResponse) } },
        ['validation-failed', 'not-found', 'forbidden'],
      ),
    },
  },
  '/company/{month}': {
    get: {
      operationId: 'company',
      summary: "The sections of all of one's sites side by side",
      description: 'For the company’s people above its sites (B2). CSV has a line a figure.',
      requestParams: { header: language, path: z.object({ month }), query: noQuery },
      responses: responses({ '200': { description: 'The figures', content: orCsv(companyResponse) } }, [
        'validation-failed',
        'not-found',
        'forbidden',
      ]),
    },
  },
};
