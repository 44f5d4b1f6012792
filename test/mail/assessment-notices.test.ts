import { expect, it } from 'vitest';
import { assessmentNotices } from '../../shared/mail/assessment-notices.ts';
import { directoryWhere, NOW } from '../support/factories.ts';

const nothing = { sections: [], people: [] };
const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
const told = (changes: Parameters<typeof directoryWhere>[0]) =>
  assessmentNotices('2026-10', nothing, directoryWhere(changes), NOW).map(({ person, seq, insteadOf }) => [
    ...[person, seq, insteadOf?.id],
  ]);

it('tells the office of a month, and whoever stands in for who is away', () => {
  expect(told({})).toEqual([
    ['director-wei', 0, undefined],
    ['deputy-director-jiang', 0, undefined],
  ]);
  expect(told({ 'director-wei': { leave: { from, to, standIn: 'cs-manager-li' } } })).toEqual([
    ['deputy-director-jiang', 0, undefined],
    ['cs-manager-li', 1, 'director-wei'],
  ]);
  expect(told({ 'director-wei': { leave: { from, to } } })).toEqual([
    ['director-wei', 0, undefined],
    ['deputy-director-jiang', 0, undefined],
  ]);
});
