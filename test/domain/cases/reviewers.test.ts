/** Who reviews (contract section 5): the contract's order written down once more, over random parts. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayReview, reviewerFor } from '../../../shared/domain/cases/appeal.ts';
import type { Case, Part } from '../../../shared/domain/cases/case.ts';
import { delivered } from '../../support/domain/case-lives.ts';
import { directoryWhere, STAFF } from '../../support/factories.ts';

const ORDER = {
  1: ['engineering-manager-wang', 'engineering-supervisor-feng', 'cs-manager-li', 'deputy-director-jiang'],
  2: ['director-wei', 'deputy-director-jiang', 'overseer-han'],
} as const;
const PARTS: readonly Part[] = ['investigated', 'decided', 'witnessed', 'reviewed'];
const anybody = fc.constantFrom(...STAFF.map(({ id }) => id));
const parts = fc.array(fc.record({ person: anybody, part: fc.constantFrom(...PARTS) }), { maxLength: 8 });

it('is the first active person in the contract’s order who took no part; whoever was passed over is named', () => {
  fc.assert(
    fc.property(
      parts,
      anybody,
      fc.subarray(STAFF.map(({ id }) => id)),
      fc.constantFrom(1 as const, 2 as const),
      (taken, about, gone, level) => {
        const state: Case = { ...delivered().state, parts: taken, about };
        const directory = directoryWhere(Object.fromEntries(gone.map((id) => [id, { active: false }])));
        // Without an active manager, customer service's supervisors stand for it (section 2).
        const order = ORDER[level].flatMap((id) =>
          id === 'cs-manager-li' && gone.includes(id) ? [id, 'cs-supervisor-he'] : id,
        );
        const bars = (id: string) =>
          id === about || gone.includes(id) || taken.some(({ person }) => person === id);
        const first = order.findIndex((id) => !bars(id));
        const { reviewer, passedOver } = reviewerFor(state, level, directory);
        expect(reviewer).toBe(order[first]);
        expect(passedOver.map(({ person }) => person)).toEqual(first === -1 ? order : order.slice(0, first));
        if (reviewer !== undefined) expect(mayReview(state, reviewer)).toBe(true);
        for (const { person, reason } of passedOver) {
          const isPart = taken.some((each) => each.person === person && each.part === reason);
          const isOther =
            reason === 'subject' ? person === about : reason === 'inactive' && gone.includes(person);
          expect(isPart || isOther, `${person} ${reason}`).toBe(true);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
