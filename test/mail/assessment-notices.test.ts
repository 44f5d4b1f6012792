import { expect, it } from 'vitest';
import { assessmentNotices } from '../../shared/mail/assessment-notices.ts';
import { directoryWhere, NOW } from '../support/factories.ts';

const nothing = { sections: [], people: [] };
const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
const told = (changes: Parameters<typeof directoryWhere>[0]) =>
  assessmentNotices('2026-10', nothing, directoryWhere(changes), NOW).map(({ person, seq, insteadOf }) => [
    ...[person, seq, insteadOf?.id],
  ]);

it('tells the office and the overseer of a month, and whoever stands in for who is away', () => {
  expect(told({})).toEqual([
    ['director-wei', 0, undefined],
    ['deputy-director-jiang', 0, undefined],
    ['overseer-han', 0, undefined],
  ]);
  expect(told({ 'director-wei': { leave: { from, to, standIn: 'cs-manager-li' } } })).toEqual([
    ['deputy-director-jiang', 0, undefined],
    ['overseer-han', 0, undefined],
    ['cs-manager-li', 1, 'director-wei'],
  ]);
  expect(told({ 'director-wei': { leave: { from, to } } })).toEqual([
    ['director-wei', 0, undefined],
    ['deputy-director-jiang', 0, undefined],
    ['overseer-han', 0, undefined],
  ]);
});

it('tells whoever is told themselves, or stands in for several, in the place of each who is away', () => {
  const away = (standIn: string) => ({ leave: { from, to, standIn } });
  expect(told({ 'director-wei': away('deputy-director-jiang') })).toEqual([
    ['deputy-director-jiang', 0, undefined],
    ['overseer-han', 0, undefined],
    ['deputy-director-jiang', 1, 'director-wei'],
  ]);
  const both = { 'director-wei': away('cs-manager-li'), 'deputy-director-jiang': away('cs-manager-li') };
  expect(told(both)).toEqual([
    ['overseer-han', 0, undefined],
    ['cs-manager-li', 1, 'director-wei'],
    ['cs-manager-li', 2, 'deputy-director-jiang'],
  ]);
});

it('gives the root of the last checkpoint to the director and the overseer, or who stands in for them', () => {
  const anchor = { root: 'ab'.repeat(32), at: '2026-10-31T16:00:00.000Z' };
  const standing = { 'overseer-han': { leave: { from, to, standIn: 'cs-manager-li' } } };
  const notices = assessmentNotices('2026-10', nothing, directoryWhere(standing), NOW, { anchor });
  expect(notices.map(({ person, message }) => [person, message])).toEqual([
    ['director-wei', `截至 2026-11-01 全部记录的存证校验值：${anchor.root}`],
    ['deputy-director-jiang', ''],
    ['cs-manager-li', `截至 2026-11-01 全部记录的存证校验值：${anchor.root}`],
  ]);
});
