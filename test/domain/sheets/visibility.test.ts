import { expect, it } from 'vitest';
import { judgedBy, summaryOf } from '../../../shared/domain/sheets/summary.ts';
import { sees } from '../../../shared/domain/sheets/visibility.ts';
import {
  actor,
  COMPLAINT,
  DIRECTORY,
  did,
  directoryWhere,
  opened,
  RESIDENTS,
  STAFF,
  until,
} from '../../support/factories.ts';
import { sheetAfter } from '../../support/given-when-then.ts';

const DESK = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'];
const ALWAYS = [...DESK, 'director-wei', 'deputy-director-jiang', 'resident-zhao'];
const LEADS = ['engineering-supervisor-feng', 'engineering-manager-wang'];

const seeing = (sheet: Parameters<typeof sees>[1]) =>
  [...STAFF, ...RESIDENTS]
    .filter(({ id }) => sees(actor(id), sheet, DIRECTORY))
    .map(({ id }) => id)
    .sort();

it('shows a sheet to customer service, the office and its resident (contract section 2)', () => {
  expect(seeing(sheetAfter(opened()))).toEqual([...ALWAYS].sort());
});

it('shows it to the section while it waits there, and to the handler and the leads from then on', () => {
  expect(seeing(sheetAfter(...until('handed-over')))).toEqual(
    [...ALWAYS, ...LEADS, 'worker-wu', 'worker-zheng'].sort(),
  );
  for (const status of ['accepted', 'completed', 'returned', 'archived'] as const) {
    expect(seeing(sheetAfter(...until(status))), status).toEqual([...ALWAYS, ...LEADS, 'worker-wu'].sort());
  }
});

it('goes on being shown to who handled it, and to the section that had it', () => {
  const moved = [
    ...until('returned'),
    did('receptionist-sun', { step: 'hand-over', section: 'security', opinion: '请处理' }),
    did('guard-chu', { step: 'accept', handler: 'guard-chu' }),
  ];
  const security = ['security-supervisor-lu', 'security-manager-chen', 'guard-chu'];
  expect(seeing(sheetAfter(...moved))).toEqual([...ALWAYS, ...LEADS, 'worker-wu', ...security].sort());
});

it('is shown to the staff member who asks for it, and to its first contact', () => {
  const own = sheetAfter(opened({ resident: undefined, requester: { person: 'cleaner-shi' } }));
  expect(sees(actor('cleaner-shi'), own, DIRECTORY)).toBe(true);
  expect(sees(actor('cleaning-manager-kong'), own, DIRECTORY)).toBe(false);
  const moved = { ...actor('receptionist-sun'), section: 'security' };
  const directory = directoryWhere({ 'receptionist-sun': { section: 'security' } });
  expect(sees(moved, sheetAfter(opened()), directory)).toBe(true);
});

it('is never shown to administrators, hr, the overseer or another resident', () => {
  for (const status of ['registered', 'handed-over', 'archived'] as const) {
    for (const who of [
      'administrator-shen',
      'hr-yang',
      'overseer-han',
      'resident-qian',
      'security-manager-chen',
    ]) {
      expect(sees(actor(who), sheetAfter(...until(status)), DIRECTORY), `${who} ${status}`).toBe(false);
    }
  }
});

it('is shown on its own site alone', () => {
  const elsewhere = { ...DIRECTORY, site: { ...DIRECTORY.site, id: 'hillside' } };
  for (const who of ['receptionist-sun', 'director-wei', 'resident-zhao']) {
    expect(sees(actor(who), sheetAfter(opened()), elsewhere), who).toBe(false);
  }
});

it('is told by a summary alone: not to whom a complaint is against', () => {
  const complaint = (against: object) =>
    sheetAfter(opened({ kind: 'complaint', complaint: { ...COMPLAINT, against } }));
  const listed = (who: string, sheet: ReturnType<typeof complaint>) =>
    sees(actor(who), judgedBy(summaryOf(sheet)), DIRECTORY);
  const ofLi = complaint({ person: 'cs-manager-li' });
  expect(listed('receptionist-sun', ofLi)).toBe(true);
  expect(listed('director-wei', ofLi)).toBe(true);
  expect(listed('cs-manager-li', ofLi)).toBe(false);
  // The overseer is shown what is theirs alone: a complaint against the director.
  expect(listed('overseer-han', ofLi)).toBe(false);
  expect(listed('overseer-han', complaint({ person: 'director-wei' }))).toBe(true);
});
