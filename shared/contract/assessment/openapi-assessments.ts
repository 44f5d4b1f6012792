/** Assessments, described (contract section 6). */
import * as z from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { language, orCsv, personId, responses } from '../operation.ts';
import { assessmentResponse, personAssessmentResponse } from './assessment-responses.ts';
import { assessmentQuery, month, personAssessmentQuery } from './registers.ts';

export const assessmentPaths: ZodOpenApiPathsObject = {
  '/assessments/{month}': {
    get: {
      operationId: 'assessment',
      summary:
        'The figures of a local month (考核, B3c): live until it is frozen at 02:00 on the first of the next',
      description:
        'Managers see their section, the office all, everybody else themselves. CSV has a line a figure.',
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
        'For the person, the managers of their section and the office. Each sheet says whether it counts for or against a figure, or not at all. CSV has a line a sheet and figure.',
      requestParams: {
        header: language,
        path: personId.extend({ month }),
        query: personAssessmentQuery,
      },
      responses: responses(
        { '200': { description: 'The figures', content: orCsv(personAssessmentResponse) } },
        ['validation-failed', 'not-found', 'forbidden'],
      ),
    },
  },
};
