import { expect, it } from 'vitest';
import * as keys from '../../shared/store/table/keys.ts';

it('keys are these strings and no others', () => {
  expect(keys.headKey('01S')).toEqual({ pk: 'SHEET#01S', sk: 'HEAD' });
  expect(keys.entryKey('01S', 7)).toEqual({ pk: 'SHEET#01S', sk: 'ENTRY#000007' });
  expect(keys.entryKey('01S', 1000)).toEqual({ pk: 'SHEET#01S', sk: 'ENTRY#001000' });
  expect(keys.sitePartition('riverside')).toBe('SITE#riverside');
  expect(keys.queuePartition('riverside', 'engineering', 'accepted')).toBe(
    'SECTION#riverside#engineering#accepted',
  );
  expect(keys.numberPartition('riverside', 'KF-20261123-0001')).toBe('NUMBER#riverside#KF-20261123-0001');
  expect(keys.linkKey(keys.personPartition('worker-wu'), '2026-11-23T08:00:00.000Z', '01S')).toEqual({
    pk: 'PERSON#worker-wu',
    sk: 'SHEET#2026-11-23T08:00:00.000Z#01S',
  });
  expect(keys.sectionPartition('riverside', 'engineering')).toBe('SECTION#riverside#engineering');
  expect(keys.numberKey('riverside', '2026-11-23', 7)).toEqual({
    pk: 'NUMBERS#riverside#2026-11-23',
    sk: '000007',
  });
  expect(keys.counterKey('riverside', '2026-11-23')).toEqual({
    pk: 'COUNTER#riverside#2026-11-23',
    sk: 'COUNTER',
  });
  expect(keys.turnsKey('riverside')).toEqual({ pk: 'TURNS#riverside', sk: 'TURNS' });
  expect(keys.linkTokenKey('ab')).toEqual({ pk: 'TOKEN#ab', sk: 'TOKEN' });
  expect(keys.pathKey('ab')).toEqual({ pk: 'PATH#ab', sk: 'PATH' });
  expect(keys.idempotencyRecordKey('ab')).toEqual({ pk: 'RECEIPT#ab', sk: 'RECEIPT' });
  expect(keys.profileKey('worker-wu')).toEqual({ pk: 'PERSON#worker-wu', sk: 'PROFILE' });
  expect(keys.preferencesKey('worker-wu')).toEqual({ pk: 'PERSON#worker-wu', sk: 'PREFERENCES' });
  expect(keys.noticeKey('worker-wu', '2026-11-23T08:00:00.000Z', '01S', 7)).toEqual({
    pk: 'NOTICES#worker-wu',
    sk: 'NOTICE#2026-11-23T08:00:00.000Z#01S#000007',
  });
  expect(keys.readUpToKey('worker-wu')).toEqual({ pk: 'NOTICES#worker-wu', sk: 'READ' });
  expect(keys.undeliverableKey('worker-wu')).toEqual({ pk: 'PERSON#worker-wu', sk: 'UNDELIVERABLE' });
  expect(keys.givenUpKey('@shoujie/robot', 'f0a1')).toEqual({
    pk: 'NOTICES#@shoujie/robot',
    sk: 'GIVEN-UP#f0a1',
  });
  expect(keys.waitingMinute('WAITING#2026-11-23T08:00:00.000Z#01KAV#3')).toBe('2026-11-23T08:00:00.000Z');
  expect(keys.sentKey('worker-wu', 'f0a1')).toEqual({ pk: 'NOTICES#worker-wu', sk: 'SENT#f0a1' });
  expect(keys.siteKey('riverside')).toEqual({ pk: 'SITE#riverside', sk: 'SITE' });
  expect(keys.sectionKey('riverside', 'engineering')).toEqual({
    pk: 'SITE#riverside',
    sk: 'SECTION#engineering',
  });
  expect(keys.shiftsKey('riverside', 'engineering')).toEqual({
    pk: 'SITE#riverside',
    sk: 'DUTY#engineering',
  });
  expect(keys.dutyKey('riverside', 'engineering')).toEqual({ pk: 'DUTIES#riverside', sk: 'engineering' });
  expect(keys.staffKey('riverside', 'worker-wu')).toEqual({ pk: 'SITE#riverside', sk: 'STAFF#worker-wu' });
  expect(keys.fileKey('01F')).toEqual({ pk: 'FILE#01F', sk: 'FILE' });
  expect(keys.sealKey('01S')).toEqual({ pk: 'SHEET#01S', sk: 'SEAL' });
  expect(keys.anchorKey('CASE#01C')).toEqual({ pk: 'CASE#01C', sk: 'ANCHOR' });
  expect(keys.ledgerHeadKey('SHEET#01S')).toEqual({ pk: 'SHEET#01S', sk: 'HEAD' });
  expect(keys.lastCheckpointKey).toEqual({ pk: 'CHECKPOINT', sk: 'CHECKPOINT' });
  expect(keys.writtenPartition(3)).toBe('WRITTEN#3');
  expect(keys.writtenAt(keys.entryKey('01S', 7), '2026-11-23T08:00:00.000Z')).toEqual({
    duePk: 'WRITTEN#3',
    dueSk: '2026-11-23T08:00:00.000Z#SHEET#01S',
  });
  expect(keys.planKey('riverside', 'engineering', 2)).toEqual({
    pk: 'SITE#riverside',
    sk: 'PLAN#engineering#000002',
  });
  expect(keys.yearKey('riverside', '2027')).toEqual({ pk: 'SITE#riverside', sk: 'YEAR#2027' });
  expect(keys.publishedKey('riverside', 'engineering', 2)).toEqual({
    pk: 'PLANS#riverside',
    sk: 'engineering#000002',
  });
  expect(keys.draftKey('riverside', 'engineering')).toEqual({ pk: 'DRAFTS#riverside', sk: 'engineering' });
  expect(keys.opinionKey('riverside', '2026-11', '01S')).toEqual({
    pk: 'OPINIONS#riverside#2026-11',
    sk: '01S',
  });
  expect(keys.aboveKey('hr-yang')).toEqual({ pk: 'ABOVE', sk: 'hr-yang' });
  expect(keys.firstPersonKey).toEqual({ pk: 'FIRST', sk: 'FIRST' });
  expect(keys.registerKey('riverside', 'repairs', '2026-11-23T08:00:00.000Z', '01S', 7)).toEqual({
    pk: 'REGISTER#riverside#repairs',
    sk: '2026-11-23T08:00:00.000Z#01S#000007',
  });
  const source = keys.sheetSource('01S');
  expect(keys.factsKey('riverside', '2026-11', source)).toEqual({
    pk: 'FACTS#riverside#2026-11',
    sk: 'SHEET#01S',
  });
  expect(keys.caseSource('01C')).toBe('CASE#01C');
  expect(keys.idOfSource('CASE#01C')).toEqual({ isSheet: false, id: '01C' });
  expect(keys.frozenMarkKey('riverside', '2026-11')).toEqual({ pk: 'FROZEN#riverside#2026-11', sk: 'MARK' });
  expect(keys.frozenPersonKey('riverside', '2026-11', 'worker-wu').sk).toBe('PERSON#worker-wu');
  expect(keys.frozenSectionKey('riverside', '2026-11', 'cleaning').sk).toBe('SECTION#cleaning');
  expect(keys.changedKey('riverside', '2026-11', source).sk).toBe('CHANGED#SHEET#01S');
  expect(keys.siteIn('SITE#riverside', 'SITE')).toBe('riverside');
  expect(keys.siteIn('SITE#riverside', 'STAFF#worker-wu')).toBeUndefined();
});

it('entries sort by their number, and the head after them', () => {
  const sorted = [keys.headKey('s'), keys.entryKey('s', 10), keys.entryKey('s', 9), keys.entryKey('s', 1000)]
    .map(({ sk }) => sk)
    .sort();
  expect(sorted).toEqual(['ENTRY#000009', 'ENTRY#000010', 'ENTRY#001000', 'HEAD']);
});

it('what falls due is known by its keys', () => {
  const at = '2026-11-23T08:00:00.000Z';
  const of = ({ pk, sk }: keys.Key) => keys.dueItemOf(pk, sk, keys.due(at, 'x'));
  expect(of(keys.headKey('01S'))).toEqual({ kind: 'head', at, sheet: '01S' });
  expect(of(keys.pendingEscalationKey('01S', 'return-1-1'))).toEqual({
    kind: 'pending-escalation',
    at,
    sheet: '01S',
    clock: 'return-1-1',
  });
  expect(of(keys.sealKey('01S'))).toEqual({ kind: 'seal', at, sheet: '01S' });
  expect(of(keys.fileKey('01F'))).toEqual({ kind: 'file', at, file: '01F' });
  expect(of(keys.waitingKey('worker-wu', at, '01S', 2))).toEqual({
    kind: 'waiting',
    at,
    person: 'worker-wu',
  });
  expect(of(keys.noticeKey('worker-wu', '2026-11-23T07:59:00.000Z', '01S', 2))).toEqual({
    kind: 'waiting',
    at,
    person: 'worker-wu',
    of: '2026-11-23T07:59:00.000Z',
  });
  expect(of(keys.readUpToKey('worker-wu'))).toBeUndefined();
  expect(of(keys.profileKey('worker-wu'))).toBeUndefined();
});

it('keys of cases are these strings and no others', () => {
  expect(keys.caseHeadKey('01C')).toEqual({ pk: 'CASE#01C', sk: 'HEAD' });
  expect(keys.caseEntryKey('01C', 7)).toEqual({ pk: 'CASE#01C', sk: 'ENTRY#000007' });
  expect(keys.pendingTransitionKey('01C', 5)).toEqual({ pk: 'CASE#01C', sk: 'MOVE#5' });
  expect(keys.casesPartition('riverside')).toBe('CASES#riverside');
  expect(keys.caseQueuePartition('riverside', 'engineering', 'opened')).toBe(
    'CASES#riverside#engineering#opened',
  );
  expect(keys.caseLinkKey(keys.personPartition('worker-wu'), '2026-11-23T08:00:00.000Z', '01C')).toEqual({
    pk: 'PERSON#worker-wu',
    sk: 'CASE#2026-11-23T08:00:00.000Z#01C',
  });
  expect(keys.offenceKey('worker-wu')).toEqual({ pk: 'PERSON#worker-wu', sk: 'OFFENCE' });
  expect(keys.counterKey(keys.caseSeries('riverside'), '2026-11-23')).toEqual({
    pk: 'COUNTER#CASES#riverside#2026-11-23',
    sk: 'COUNTER',
  });
});

it('keys of the directory’s ledgers and of changes that wait are these strings and no others', () => {
  expect(keys.directoryEndKey('person', 'worker-wu')).toEqual({ pk: 'LEDGER#PERSON#worker-wu', sk: 'HEAD' });
  expect(keys.directoryEntryKey('site', 'riverside', 7)).toEqual({
    pk: 'LEDGER#SITE#riverside',
    sk: 'ENTRY#000007',
  });
  expect(keys.directoryValuesKey('person', 'worker-wu', 7)).toEqual({
    pk: 'LEDGER#PERSON#worker-wu',
    sk: 'VALUES#000007',
  });
  expect(keys.toldEntryOf('LEDGER#PERSON#worker-wu', 'ENTRY#000007')).toEqual({
    ...{ ledger: { of: 'person', id: 'worker-wu' }, seq: 7 },
  });
  expect(keys.toldEntryOf('LEDGER#PERSON#worker-wu', 'VALUES#000007')).toBeUndefined();
  expect(keys.toldEntryOf('LEDGER#SITE#riverside', 'ENTRY#000007')).toBeUndefined();
  expect(keys.changeKey('worker-wu', '01C')).toEqual({ pk: 'CHANGES#PERSON#worker-wu', sk: '01C' });
  expect(keys.waitingChangeKey('riverside', '01C')).toEqual({ pk: 'CHANGES#SITE#riverside', sk: '01C' });
});

it('keys of awards are these strings and no others', () => {
  expect(keys.awardKey('01A')).toEqual({ pk: 'LEDGER#AWARD#01A', sk: 'AWARD' });
  expect(keys.directoryEntryKey('award', '01A', 2)).toEqual({ pk: 'LEDGER#AWARD#01A', sk: 'ENTRY#000002' });
  expect(keys.toldEntryOf('LEDGER#AWARD#01A', 'ENTRY#000002')).toEqual({
    ...{ ledger: { of: 'award', id: '01A' }, seq: 2 },
  });
  expect(keys.toldEntryOf('LEDGER#AWARD#01A', 'AWARD')).toBeUndefined();
  expect(keys.awardsPartition('riverside')).toBe('AWARDS#riverside');
  expect(keys.awardsOfPerson('worker-wu')).toBe('AWARDS#PERSON#worker-wu');
  expect(keys.awardsOfSections('riverside')).toBe('AWARDS#SECTIONS#riverside');
});

it('items of cases are known by their keys', () => {
  expect(keys.caseHintOf('CASE#01C', 'HEAD')).toEqual({ kind: 'head', case: '01C' });
  expect(keys.caseHintOf('CASE#01C', 'MOVE#5')).toEqual({ kind: 'pending-transition', case: '01C' });
  expect(keys.caseHintOf('CASE#01C', 'SEAL')).toEqual({ kind: 'seal', case: '01C' });
  expect(keys.caseHintOf('CASE#01C', 'ENTRY#000001')).toBeUndefined();
  expect(keys.caseHintOf('SHEET#01S', 'ENTRY#000001')).toBeUndefined();
  expect(keys.hintOf('SHEET#01S', 'CASE#2026-11-23T08:00:00.000Z#01C')).toBeUndefined();
  const at = '2026-12-23T16:00:00.000Z';
  expect(keys.dueItemOf('CASE#01C', 'MOVE#5', keys.due(at, '01C#5'))).toEqual({
    kind: 'pending-transition',
    at,
    case: '01C',
  });
  expect(keys.owedKey('CASE#01C')).toEqual({ pk: 'CASE#01C', sk: 'OWED' });
  expect(keys.owedPartition('riverside')).toBe('OWED#riverside');
  expect(keys.dueItemOf('SHEET#01S', 'OWED', keys.due(at, 'SHEET#01S'))).toEqual({
    kind: 'owed',
    at,
    ledger: 'SHEET#01S',
  });
  const { pk, sk } = keys.caseSealKey('01C');
  expect(keys.dueItemOf(pk, sk, keys.due(at, '01C'))).toEqual({ kind: 'case-seal', at, case: '01C' });
});
