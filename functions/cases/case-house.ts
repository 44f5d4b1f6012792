/** What cases need of the world beside the house that every API function has. */
import { termsOf } from '../../shared/contract/case-terms.ts';
import { fromEnvironment } from '../../shared/env.ts';
import type { CaseHouse } from '../../shared/handle-case.ts';
import { readPublished } from '../../shared/store/plans.ts';
import { houseWithStorage } from '../middleware/storage.ts';

export const caseHouse: CaseHouse = {
  ...houseWithStorage,
  terms: termsOf(fromEnvironment('CASE_TERMS')),
  promises: async (site) => {
    const plans = await readPublished(houseWithStorage.table, site);
    return plans.flatMap(({ promises }) => promises.map(({ id }) => id));
  },
};
