/** What cases need of the world beside the house that every API function has. */

import type { CaseHouse } from '../../shared/commands/cases.ts';
import { termsOf } from '../../shared/contract/cases/case-terms.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readPublished } from '../../shared/store/organisation/plans.ts';
import { houseWithStorage } from '../middleware/storage.ts';

export const caseHouse: CaseHouse = {
  ...houseWithStorage,
  terms: termsOf(fromEnvironment('CASE_TERMS')),
  promises: async (site) => {
    const plans = await readPublished(houseWithStorage.table, site);
    return plans.flatMap(({ promises }) => promises.map(({ id }) => id));
  },
};
