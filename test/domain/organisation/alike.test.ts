/** Whom no rule tells apart is asked about once, and the answer is that of asking about each. */
import { expect, it } from 'vitest';
import { SHEET_FORMS } from '../../../shared/contract/sheets/sign-off.ts';
import { asOf, type Directory } from '../../../shared/domain/model/directory.ts';
import { KINDS } from '../../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { alikeIn } from '../../../shared/domain/organisation/alike.ts';
import { allowedSteps } from '../../../shared/domain/sheets/allowed.ts';
import { STATES } from '../../support/domain/contract-table.ts';
import { CASES, pastOf } from '../../support/domain/recusal-cases.ts';
import { past, SCENARIOS } from '../../support/domain/scenarios.ts';
import { COMPLAINT, DIRECTORY } from '../../support/factories.ts';
import { minute, sheetAfter } from '../../support/given-when-then.ts';

/** Everybody three times. */
const crowded = (directory: Directory): Directory => ({
  ...directory,
  staff: directory.staff.flatMap((person) => [
    person,
    ...['b', 'c'].map((copy) => ({ ...person, id: `${person.id}-${copy}` })),
  ]),
});

/** The same people, each with something that no rule looks at and nobody else has. */
const marked = (directory: Directory): Directory => ({
  ...directory,
  staff: directory.staff.map((person) => ({ ...person, mark: person.id })),
});

/** One in so many, which has no factor in common with the number of people. */
const EACH = 41;

it('names of thousands whom it would name if it had asked about each', () => {
  const sheets = [
    ...SCENARIOS.flatMap((scenario) =>
      KINDS.filter((kind) => kind !== 'praise').flatMap((kind) =>
        STATES.filter((state) => state !== 'answered').map((state) => ({
          directory: scenario.directory,
          sheet: sheetAfter(
            ...past(scenario, state, { kind, ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}) }),
          ),
        })),
      ),
    ),
    ...CASES.map((each) => ({ directory: each.directory, sheet: sheetAfter(...pastOf(each, 'accepted')) })),
  ];
  let [nth, named] = [0, 0];
  for (const { directory, sheet } of sheets) {
    const [many, apart] = [crowded(directory), marked(crowded(directory))];
    for (const who of many.staff.filter(({ active }) => active)) {
      nth += 1;
      if (nth % EACH !== 0) continue;
      const now = minute(60);
      const [found, asked] = [many, apart].map((each) => {
        const at = asOf(each, now);
        return allowedSteps(SHEET_FORMS, sheet, actorsOf(who, at, now), at, {});
      });
      expect(found, `${sheet.kind} ${sheet.status} for ${who.id}`).toEqual(asked);
      named += found?.flatMap(({ choices }) => choices?.handler ?? choices?.person ?? []).length ?? 0;
    }
  }
  expect(named).toBeGreaterThan(1_000);
});

it('tells apart whom anything names, and who is somebody else by the directory', () => {
  const { staff } = crowded(DIRECTORY);
  const leave = { from: '2026-11-23', to: '2026-11-24', standIn: 'guard-chu-b' };
  const away = staff.map((person) => (person.id === 'cleaner-shi' ? { ...person, leave } : person));
  const like = alikeIn({ ...DIRECTORY, staff: away } as Directory, { handler: 'guard-chu' });
  expect(['guard-chu', 'guard-chu-b', 'guard-chu-c'].map(like)).toEqual([
    ...['guard-chu', 'guard-chu-b', 'guard-chu-c'],
  ]);
  expect(['cleaner-shi', 'cleaner-shi-b', 'cleaner-shi-c'].map(like)).toEqual([
    ...['cleaner-shi', 'cleaner-shi-b', 'cleaner-shi-b'],
  ]);
  expect(like('nobody')).toBe('nobody');
});
