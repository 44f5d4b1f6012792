/** Copies of sheets that did not go the plain way (B4a): no resident, no section, withdrawn, disputed, reopened. */
import { expect, test } from 'vitest';
import { copyOf, ON_PAPER, readable, SIGNATURE } from '../../support/copy-of.ts';
import { actor, COMPLAINT, did, opened, until } from '../../support/factories.ts';

test('staff who ask for something themselves sign nothing, and keep their number off their copy', () => {
  const facts = [opened({ resident: undefined, requester: { person: 'worker-wu' } })];
  const page = copyOf('resident', facts);
  for (const words of ['申请员工', '吴建国', '员工申请，免签', '状态：已登记']) expect(page).toContain(words);
  for (const words of ['13900000003', '地址', 'undefined', 'null']) expect(page).not.toContain(words);
  expect(copyOf('section', facts)).toContain('13900000003');
});

test('a worker took it directly: no hand-over, no signature', () => {
  const page = copyOf('section', [opened({ channel: 'direct', section: 'engineering' }, 'worker-wu')]);
  for (const words of ['维修工直接受理，免签', '工程部', '吴建国']) expect(page).toContain(words);
  expect(page).not.toContain('签收人');
});

test('withdrawn before anybody signed for it', () => {
  const facts = [
    opened({ channel: 'online', kind: 'enquiry', category: undefined, urgency: undefined }),
    did('cs-manager-li', { step: 'hand-over', section: 'cleaning', opinion: '请答复' }),
    did('resident-zhao', { step: 'withdraw', reason: '已自行解决' }),
  ];
  const page = copyOf('archive', facts);
  for (const words of ['状态：已撤回', '登录签署', '未签收', '撤回原因', '已自行解决'])
    expect(page).toContain(words);
  expect(page).not.toMatch(/报修类别|undefined|NaN/);
});

test('a complaint with all its particulars (B5.2.2a), disputed, handed over again and reopened', () => {
  const complaint = {
    ...COMPLAINT,
    persons: ['赵敏', '王某'],
    against: { section: 'security', person: 'guard-chu' },
  };
  const page = copyOf('section', [
    opened({ kind: 'complaint', complaint: { ...complaint, anonymous: true } }),
    did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请核查' }),
    did('security-manager-chen', { step: 'dispute', reason: '不属本部门' }),
    did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '仍由保安部办理' }),
    did('security-manager-chen', { step: 'accept', handler: 'security-manager-chen' }),
    did('security-manager-chen', { step: 'complete', outcome: '已约谈' }),
    did('security-manager-chen', { step: 'return', opinion: '属实' }),
    did('receptionist-sun', { step: 'receive' }),
    did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false }),
  ]);
  for (const words of [
    '2026-11-22 20:00',
    '北门',
    '夜间施工',
    '昨晚十点仍在施工。',
    '赵敏、王某',
    '投诉人要求匿名',
  ])
    expect(page).toContain(words);
  expect(readable(page)).toMatch(/被投诉方\s+保安部　褚勇/);
  expect(readable(page)).toMatch(/陈国栋（有异议）\s+2026-11-23 16:02\s+异议理由：不属本部门/);
  expect(readable(page)).toMatch(/重新办理\s+孙丽\s+2026-11-23 16:08\s+保安部\s+待签收\s+—/);
});

test('a reopening by an objection stands among its hand-overs, with who signed for it then', () => {
  const objected = did('resident-zhao', { step: 'object', reason: '又漏水' });
  const accepted = did('worker-wu', { step: 'accept', handler: 'worker-wu' });
  const page = readable(copyOf('section', [...until('followed-up'), objected, accepted]));
  expect(page).toMatch(
    /重新办理\s+Name of resident-zhao\s+2026-11-23 16:07\s+工程部\s+吴建国\s+2026-11-23 16:08/,
  );
});

test('a record by telephone or letter waits for its signature (B5.1d)', () => {
  expect(copyOf('resident', [opened({ channel: 'phone', files: ['file-1'] })])).toContain('待补签');
});

test('a signature that was written off is waited for no more; one for a later file is', () => {
  const written = did('cs-manager-li', { step: 'write-off', reason: '联系不上' });
  expect(copyOf('resident', [opened({ channel: 'phone', files: ['file-1'] }), written])).toContain('免签');
  const later = did('receptionist-sun', {
    step: 'urge',
    message: '见附件',
    files: ['f'],
    fileHashes: ['0'.repeat(64)],
  });
  const signature = { signer: '赵敏', path: 'M 1 1 L 9 9' };
  const page = copyOf('resident', [opened({ kind: 'complaint', complaint: COMPLAINT, signature }), later]);
  expect(page).toContain('另有附件待补签');
});

test('people who left are named as they signed, and by id where they never signed', () => {
  const gone = { ...ON_PAPER, staff: [] };
  const page = copyOf('section', [...until('accepted')], gone);
  expect(page).toContain('Name of receptionist-sun');
  expect(copyOf('section', [opened({ firstContact: 'receptionist-zhou' })], gone)).toContain(
    'receptionist-zhou',
  );
});

test('a stand-in is named with whom they stand in for', () => {
  const standIn = { ...actor('worker-wu'), standInFor: 'engineering-manager-wang' };
  const page = copyOf('section', [
    ...until('handed-over'),
    { by: standIn, body: { step: 'accept', handler: 'worker-wu' } },
  ]);
  expect(page).toContain('吴建国（代王志明）');
});

test('a complaint that an authority took back and handles itself is in no section, and signed for by none (B5.2.2c)', () => {
  const facts = [
    opened({ kind: 'complaint' }),
    did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请核查' }),
    did('receptionist-sun', {
      ...{ step: 'amend', fields: { subject: '保安经理态度恶劣' }, old: {}, reason: '补记', takenBack: true },
    }),
    did('director-wei', { step: 'accept', handler: 'director-wei' }),
    did('director-wei', { step: 'complete', outcome: '已约谈' }),
    did('director-wei', { step: 'return', opinion: '属实' }),
  ];
  const page = readable(copyOf('archive', facts));
  expect(page).toMatch(/移交\s+李慧\s+2026-11-23 16:01\s+保安部\s+待签收/);
  expect(page).toMatch(/办公室\s+属实/);
  expect(page).toMatch(/经办人\s+Name of director-wei/);
});

test('of an anonymous complaint its section’s copy names nobody who complains, the desk’s does', () => {
  const facts = [
    opened({
      ...{ kind: 'complaint', channel: 'online', signature: SIGNATURE },
      complaint: { ...COMPLAINT, persons: ['保安一名'], anonymous: true },
    }),
    did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: '请核查' }),
    did('resident-zhao', { step: 'withdraw', reason: '已当面道歉' }),
  ];
  const page = copyOf('section', facts, ON_PAPER, 'security-manager-chen');
  for (const words of ['匿名', '投诉人要求匿名', '已当面道歉']) expect(page).toContain(words);
  expect(page).not.toMatch(/赵敏|1380000|1栋2单元|resident-zhao|class="signature"|undefined|待补签/);
  expect(copyOf('customer-service', facts)).toMatch(/赵敏/);
});
