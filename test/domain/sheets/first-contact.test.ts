import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { nextReceptionist, type Turns } from '../../../shared/domain/sheets/open.ts';
import { DIRECTORY, directoryWhere, personOf } from '../../support/factories.ts';

const away = { active: false };

it('is the active receptionist longest not chosen, ties by id (A1.6a)', () => {
  expect(nextReceptionist(DIRECTORY, {})).toBe('receptionist-sun');
  expect(nextReceptionist(DIRECTORY, { 'receptionist-sun': 1 })).toBe('receptionist-zhou');
  expect(nextReceptionist(DIRECTORY, { 'receptionist-sun': 1, 'receptionist-zhou': 2 })).toBe(
    'receptionist-sun',
  );
  expect(nextReceptionist(DIRECTORY, { 'receptionist-sun': 3, 'receptionist-zhou': 2 })).toBe(
    'receptionist-zhou',
  );
  expect(nextReceptionist(directoryWhere({ 'receptionist-sun': away }), {})).toBe('receptionist-zhou');
});

it('is else customer service’s manager, its supervisor, the director, nobody', () => {
  const desk: Record<string, { active: boolean }> = { 'receptionist-sun': away, 'receptionist-zhou': away };
  expect(nextReceptionist(directoryWhere(desk), {})).toBe('cs-manager-li');
  desk['cs-manager-li'] = away;
  expect(nextReceptionist(directoryWhere(desk), {})).toBe('cs-supervisor-he');
  desk['cs-supervisor-he'] = away;
  expect(nextReceptionist(directoryWhere(desk), {})).toBe('director-wei');
  desk['director-wei'] = away;
  expect(nextReceptionist(directoryWhere(desk), {})).toBe('overseer-han');
  for (const id of ['overseer-han', 'deputy-director-jiang', 'hr-yang']) desk[id] = away;
  expect(nextReceptionist(directoryWhere(desk), {})).toBeUndefined();
});

it('does not choose a receptionist of another section', () => {
  const moved = directoryWhere({ 'receptionist-sun': { section: 'security' } });
  expect(nextReceptionist(moved, {})).toBe('receptionist-zhou');
});

it('goes round fairly: nobody is chosen twice before everybody was chosen once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 }), (ids) => {
      const staff = ids.map((id) => personOf(id, 'receptionist', 'customer-service'));
      const directory: Directory = { ...DIRECTORY, staff };
      let turns: Turns = {};
      const chosen: string[] = [];
      for (let turn = 1; turn <= ids.length * 3; turn += 1) {
        const next = nextReceptionist(directory, turns);
        if (next === undefined) throw new Error('nobody was chosen');
        turns = { ...turns, [next]: turn };
        chosen.push(next);
      }
      const inOrder = [...ids].sort();
      expect(chosen).toEqual([...inOrder, ...inOrder, ...inOrder]);
    }),
    { numRuns: 50 },
  );
});
