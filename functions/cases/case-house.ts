/** What cases need of the world beside the house that every API function has. */
import { termsOf } from '../../shared/contract/case-terms.ts';
import { fromEnvironment } from '../../shared/env.ts';
import type { CaseHouse } from '../../shared/handle-case.ts';
import { house } from '../middleware/house.ts';

export const caseHouse: CaseHouse = {
  ...house,
  terms: termsOf(fromEnvironment('CASE_TERMS')),
  // Seams: sections publish no promises yet, and no file can be uploaded yet, so none can be attached.
  promises: async () => [],
  attachable: async () => [],
};
