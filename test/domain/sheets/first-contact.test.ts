import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf, type Directory, type Person, type Shift } from '../../../shared/domain/model/directory.ts';
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

describe('of receptionists in shifts', () => {
  const [sun, zhou] = ['receptionist-sun', 'receptionist-zhou'] as const;
  const hour = (nth: number) => `2026-11-23T${String(nth).padStart(2, '0')}:00:00.000Z`;
  // Sun was chosen longest ago.
  const turns = { [sun]: 1, [zhou]: 2 };
  const chosen = (at: number, shifts: readonly Shift[], people: Record<string, Partial<Person>> = {}) =>
    nextReceptionist(
      asOf({ ...directoryWhere(people), duty: { 'customer-service': shifts } }, hour(at)),
      turns,
    );
  const shift = (from: number, to: number, ...people: string[]): Shift => ({
    from: hour(from),
    to: hour(to),
    people,
  });

  it('is one of those whose shift it is, by turns', () => {
    const shifts = [shift(0, 8, zhou), shift(8, 16, sun, zhou)];
    expect(chosen(3, shifts)).toBe(zhou);
    expect(chosen(8, shifts)).toBe(sun);
    // Shifts that name no receptionist say nothing of receptionists.
    expect(chosen(3, [shift(0, 8, 'cs-supervisor-he')])).toBe(sun);
  });

  it('is between shifts one of the shift that begins next, and after them any', () => {
    const shifts = [shift(0, 2, sun), shift(6, 8, zhou), shift(7, 9, sun)];
    expect(chosen(3, shifts)).toBe(zhou);
    expect(chosen(10, shifts)).toBe(sun);
    const leave = { from: hour(0), to: hour(20) };
    expect(chosen(3, shifts, { [zhou]: { leave } })).toBe(sun);
  });

  it('is another where whoever has the shift has left', () => {
    expect(chosen(3, [shift(0, 8, sun)], { [sun]: away })).toBe(zhou);
    expect(chosen(3, [shift(0, 8, sun)], { [sun]: { section: 'security' } })).toBe(zhou);
  });
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
