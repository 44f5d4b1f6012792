/** The registers of customer service (B5.2a, B5.2b, B5.2.1a) and the assessment (B3c). */
import {
  assessmentQuery,
  oneAssessmentQuery,
  registerQuery,
} from '../../shared/contract/assessment/registers.ts';
import { noQuery } from '../../shared/contract/forms/no-query.ts';
import { api } from '../middleware/api.ts';
import { identity } from '../middleware/command-context.ts';
import { route } from '../middleware/request.ts';
import { ofCompany, ofEverybody, ofPerson, ofSection } from './assessments.ts';
import { handOvers, repairs } from './registers.ts';

export const handler = api('registers', identity, {
  'GET /registers/hand-over': route({ query: registerQuery, respond: handOvers }),
  'GET /registers/repairs': route({ query: registerQuery, respond: repairs }),
  'GET /assessments/{month}': route({ query: assessmentQuery, respond: ofEverybody }),
  'GET /company/{month}': route({ query: noQuery, respond: ofCompany }),
  'GET /assessments/{month}/people/{id}': route({ query: oneAssessmentQuery, respond: ofPerson }),
  'GET /assessments/{month}/sections/{id}': route({ query: oneAssessmentQuery, respond: ofSection }),
});
