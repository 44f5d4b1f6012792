/**
 * The context of commands on cases: that of every API function, with the terms of the stage and the published
 * promises.
 */

import type { CaseCommandContext } from '../../shared/commands/cases.ts';
import { termsOf } from '../../shared/contract/cases/case-terms.ts';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { readPublished } from '../../shared/store/organisation/plans.ts';
import { contextWithStorage } from '../middleware/storage.ts';

export const caseCommandContext: CaseCommandContext = {
  ...contextWithStorage,
  terms: termsOf(fromEnvironment('CASE_TERMS')),
  promises: async (site) => {
    const plans = await readPublished(contextWithStorage.table, site);
    return plans.flatMap(({ promises }) => promises.map(({ id }) => id));
  },
};
