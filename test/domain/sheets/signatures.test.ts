/** Who owes a signature, who sets it, and what it is bound to (B5.1c, B5.1d, B5.2.2a). */
import { describe, expect, it } from 'vitest';
import { replay } from '../../../shared/domain/archive/replay.ts';
import { boundOf, eventOf } from '../../../shared/domain/kernel/inscribe.ts';
import { sha256 } from '../../../shared/domain/kernel/ledger.ts';
import type { Channel, Command, Kind } from '../../../shared/domain/model/sheet.ts';
import {
  accept,
  complete,
  giveBack,
  lives,
  passTo,
  resolved,
  unresolved,
  withdraw,
} from '../../support/domain/timeline.ts';
import { filesBy, hashOfFile } from '../../support/found-files.ts';
import { minute } from '../../support/given-when-then.ts';
import { written } from '../../support/written.ts';

const DESK = 'receptionist-sun';
const ZHAO = 'resident-zhao';
const MANAGER = 'cs-manager-li';
const signature = { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' };
const drawn: Command = { step: 'countersign', signature };
const byLogin: Command = { step: 'countersign' };
const writeOff: Command = { step: 'write-off', reason: '联系不上' };
const archive: Command = { step: 'archive' };
const THREE_DAYS = 3 * 24 * 60;

const calls = (kind: Kind = 'report', channel: Channel = 'phone') =>
  lives({ kind, channel, files: ['record'], found: filesBy(DESK, 'record') });
const complains = () => lives({ kind: 'complaint', signature });
const adding = (...files: readonly string[]): Command => ({ step: 'urge', message: '请看附件', files });
const add = (sheet: ReturnType<typeof lives>, when: number, who: string, ...files: readonly string[]) =>
  sheet.does(when, who, adding(...files), filesBy(who, ...files));

describe('a call or a letter', () => {
  it.each(['phone', 'letter'] as const)(
    'by %s starts countersign: 7 days, always, owed by the first contact',
    (channel) => {
      expect(calls('repair', channel).clock('countersign-1-1')).toMatchObject({
        startedAt: minute(0),
        dueAt: '2026-11-30T08:00:00.000Z',
        clause: 'B5.1d',
        owes: { person: DESK },
        state: 'running',
      });
    },
  );

  it('does at every kind, also when it is answered at once; no other channel and no request of staff does', () => {
    for (const kind of ['report', 'complaint', 'enquiry'] as const) {
      expect(calls(kind).ids()).toContain('countersign-1-1');
    }
    expect(lives({ kind: 'enquiry', channel: 'phone', answer: '是的' }).ids()).toEqual([
      'countersign-1-1',
      'follow-up-1-1',
    ]);
    for (const channel of ['walk-in', 'online'] as const) {
      const by = channel === 'online' ? ZHAO : DESK;
      expect(lives({ kind: 'report', channel, by }).ids()).not.toContain('countersign-1-1');
    }
    expect(lives({ channel: 'direct', by: 'worker-wu' }).ids()).not.toContain('countersign-1-1');
    const staff = { resident: undefined, requester: { person: 'guard-chu' } } as const;
    const asked = lives({ channel: 'phone', ...staff } as unknown as Parameters<typeof lives>[0]);
    expect(asked.ids()).not.toContain('countersign-1-1');
  });

  it('is signed by the login or at the desk, once; what is signed is the intake and each file', () => {
    const kept = written(calls().does(5, ZHAO, byLogin).events);
    const of = [boundOf(kept[0]?.entry ?? {}), hashOfFile('record')];
    expect(replay(kept.map(eventOf)).signatures).toMatchObject([{ of, entry: 2 }]);

    const logged = calls().does(5, ZHAO, byLogin);
    expect(logged.sheet.signatures).toEqual([
      { signer: 'Name of resident-zhao', of: calls().sheet.signable, at: minute(5), entry: 2 },
    ]);
    expect(logged.clock('countersign-1-1')).toMatchObject({ state: 'stopped', stoppedAt: minute(5) });
    expect(logged.refusal(6, ZHAO, byLogin)).toBe('step-not-allowed no-signature-owed');
    expect(logged.refusal(6, MANAGER, writeOff)).toBe('step-not-allowed no-signature-owed');

    const atDesk = calls().does(5, 'receptionist-zhou', drawn);
    expect(atDesk.sheet.signatures).toEqual([
      {
        ...{ signer: '赵敏', of: calls().sheet.signable },
        ...{ at: minute(5), entry: 2, path: sha256(signature.path) },
      },
    ]);
    expect(JSON.stringify(atDesk.sheet)).not.toContain(signature.path);
    expect(atDesk.events.at(-1)).toMatchObject({ step: 'countersign', signature });
  });

  it('is not signed by the desk without a drawing, nor by others, nor written off but by the manager', () => {
    const sheet = calls();
    expect(sheet.refusal(5, DESK, byLogin)).toBe('validation-failed required /signature');
    expect(sheet.refusal(5, 'director-wei', drawn)).toBe('forbidden not-your-step');
    expect(sheet.refusal(5, 'resident-qian', byLogin)).toBe('not-found not-visible');
    for (const who of [DESK, 'cs-supervisor-he', ZHAO, 'director-wei']) {
      expect(sheet.refusal(5, who, writeOff)).toBe('forbidden not-your-step');
    }
    expect(sheet.refusal(5, MANAGER, writeOff)).toBe('step-not-allowed write-off-too-early');
    expect(sheet.does(THREE_DAYS, MANAGER, writeOff).clock('countersign-1-1').state).toBe('exempt');
    expect(sheet.sheet.signatures).toEqual([]);
  });

  it('goes on owing through a reopening, by the same clock, and cannot be archived so', () => {
    const sheet = calls()
      .does(5, DESK, passTo('security'))
      .does(10, 'guard-chu', accept('guard-chu'))
      .does(30, 'guard-chu', complete)
      .does(40, 'security-manager-chen', giveBack)
      .does(50, DESK, unresolved);
    expect(sheet.sheet.round).toBe(2);
    expect(sheet.clock('countersign-1-1').state).toBe('running');
    expect(sheet.ids().filter((id) => id.startsWith('countersign'))).toEqual(['countersign-1-1']);
    sheet
      .does(60, 'guard-chu', accept('guard-chu'))
      .does(70, 'guard-chu', complete)
      .does(80, 'security-manager-chen', giveBack)
      .does(90, DESK, resolved);
    expect(sheet.refusal(95, DESK, archive)).toBe('step-not-allowed signature-owed');
    sheet.does(100, ZHAO, byLogin).does(8 * 24 * 60, DESK, archive);
    expect(sheet.refusal(9 * 24 * 60, ZHAO, byLogin)).toBe('step-not-allowed not-in-this-state');
  });

  it('is breached after seven days, and late when it is signed then', () => {
    const late = '2026-11-30T08:01:00.000Z';
    const sheet = calls().rings(late, { watch: 'breach', clock: 'countersign-1-1' });
    expect(sheet.clock('countersign-1-1').state).toBe('breached');
    expect(sheet.sheet.escalations).toMatchObject([{ clock: 'countersign-1-1', level: 1, to: [MANAGER] }]);
    expect(sheet.does('2026-11-30T09:00:00.000Z', ZHAO, byLogin).clock('countersign-1-1').state).toBe('late');
    const unnoticed = calls().does(late, ZHAO, byLogin);
    // What else was due by then is not stopped by it: it is raised.
    const others = ['breach v2', 'escalate v2', 'breach v2', 'escalate v2'];
    expect(unnoticed.written(1)).toEqual([...others, 'breach v2', 'countersign v2']);
  });

  it('owes nothing once it is withdrawn', () => {
    const sheet = calls().does(5, ZHAO, withdraw);
    expect(sheet.clock('countersign-1-1').state).toBe('stopped');
    expect(sheet.refusal(6, ZHAO, byLogin)).toBe('step-not-allowed no-signature-owed');
    expect(sheet.does(7, DESK, archive).sheet.status).toBe('archived');
  });
});

describe('a complaint', () => {
  it('owes another signature for each later file, whoever adds it, and countersigning covers all files', () => {
    const sheet = complains();
    expect(sheet.ids()).not.toContain('countersign-1-1');
    add(sheet, 5, ZHAO, 'a');
    add(sheet, 70, DESK, 'b', 'c');
    expect(sheet.clock('countersign-1-1')).toMatchObject({ startedAt: minute(5), state: 'running' });
    expect(sheet.ids().filter((id) => id.startsWith('countersign'))).toHaveLength(1);
    sheet.does(80, ZHAO, byLogin);
    const [intake = ''] = sheet.sheet.signatures[0]?.of ?? [];
    expect(sheet.sheet.signatures[1]?.of).toEqual([intake, ...['a', 'b', 'c'].map(hashOfFile)]);
    add(sheet, 90, DESK, 'd');
    expect(sheet.clock('countersign-1-2')).toMatchObject({ startedAt: minute(90), state: 'running' });
    expect(sheet.sheet.files).toEqual(['a', 'b', 'c', 'd']);
  });

  it('owes none for what comes with the signature itself, or with writing it off', () => {
    const settled = (step: Command, who: string) =>
      add(complains(), 5, DESK, 'a').does(5 + THREE_DAYS, who, { ...step, files: ['b'] }, filesBy(who, 'b'));
    for (const sheet of [settled(byLogin, ZHAO), settled(drawn, DESK), settled(writeOff, MANAGER)]) {
      expect(sheet.live().filter((id) => id.startsWith('countersign'))).toEqual([]);
      expect(sheet.sheet.files).toEqual(['a', 'b']);
    }
    expect(settled(byLogin, ZHAO).sheet.signatures.at(-1)?.of.slice(1)).toEqual(['a', 'b'].map(hashOfFile));
  });

  it('is not archived with a file that nobody could sign any more; other kinds are', () => {
    const withFile: Command = { ...archive, files: ['last'] };
    const ended = lives({ kind: 'complaint', signature }).does(5, ZHAO, withdraw);
    expect(ended.refusal(6, DESK, withFile, filesBy(DESK, 'last'))).toBe('step-not-allowed signature-owed');
    const report = lives({ kind: 'report', signature }).does(5, ZHAO, withdraw);
    expect(report.does(6, DESK, withFile, filesBy(DESK, 'last')).sheet.files).toEqual(['last']);
  });
});

it('writes the hash of each file into the entry that attaches it', () => {
  const sheet = add(lives({ kind: 'report', signature }), 5, DESK, 'a', 'b');
  expect(sheet.events.at(-1)).toMatchObject({ files: ['a', 'b'], fileHashes: ['a', 'b'].map(hashOfFile) });
  expect(sheet.ids()).not.toContain('countersign-1-1');
  expect(sheet.refusal(99, DESK, adding('x'), filesBy(ZHAO, 'x'))).toBe(
    'validation-failed unknown-file /files/0',
  );
});
