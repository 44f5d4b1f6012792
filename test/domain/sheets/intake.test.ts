import { describe, expect, it } from 'vitest';
import { replay } from '../../../shared/domain/archive/replay.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { eventOf } from '../../../shared/domain/kernel/inscribe.ts';
import { canonical, sha256 } from '../../../shared/domain/kernel/ledger.ts';
import {
  CATEGORIES,
  type Channel,
  KINDS,
  type OpenCommand,
  type Sheet,
} from '../../../shared/domain/model/sheet.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { type OpenContext, open } from '../../../shared/domain/sheets/open.ts';
import { actor, COMPLAINT, DIRECTORY, person, RESIDENTS, STAFF, ZHAO } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';
import { written } from '../../support/written.ts';

const NOW = '2026-11-23T16:30:00.000Z';
const REPAIR: OpenCommand = {
  site: 'riverside',
  kind: 'repair',
  channel: 'walk-in',
  category: 'electricity',
  subject: '楼道灯不亮',
  resident: ZHAO,
  signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' },
};
const with_ = (more: Partial<OpenCommand>): OpenCommand => ({ ...REPAIR, ...more });
const online = (more: Partial<OpenCommand> = {}) =>
  with_({ channel: 'online', resident: undefined, signature: undefined, ...more });

function opening(command: OpenCommand, who: string, more: Partial<OpenContext> = {}) {
  const context = { now: NOW, id: '01KAV0000000000000000000AA', nth: 7, turns: {}, caller: person(who) };
  const resident = command.resident?.id === undefined ? undefined : person(command.resident.id);
  return open(command, actor(who), DIRECTORY, { ...context, resident, ...more });
}
function sheetOf(command: OpenCommand, who: string, more: Partial<OpenContext> = {}): Sheet {
  const event = opening(command, who, more);
  if (event instanceof DomainError) throw new Error(`refused: ${event.reason}`);
  return evolve(undefined, event);
}
const refusal = (command: OpenCommand, who: string, more: Partial<OpenContext> = {}) =>
  refusalIn(opening(command, who, more));

describe('who opens by which channel', () => {
  const everybody = [...STAFF, ...RESIDENTS].map(({ id }) => id);
  const DESK = ['receptionist-sun', 'receptionist-zhou', 'cs-supervisor-he', 'cs-manager-li'];
  const may: { readonly [C in Channel]: readonly string[] } = {
    'walk-in': DESK,
    phone: DESK,
    letter: DESK,
    online: ['resident-zhao', 'resident-qian'],
    direct: ['worker-wu', 'worker-zheng'],
    staff: STAFF.map(({ id }) => id),
  };

  it('is as the contract says, for every kind and everybody', () => {
    for (const [channel, allowed] of Object.entries(may) as [Channel, readonly string[]][]) {
      for (const kind of KINDS) {
        const category = kind === 'repair' ? 'electricity' : undefined;
        const complaint = kind === 'complaint' ? COMPLAINT : undefined;
        const signature = channel === 'walk-in' ? REPAIR.signature : undefined;
        const command = with_({ channel, kind, category, complaint, signature });
        for (const who of everybody) {
          const admitted = allowed.includes(who) && (channel !== 'direct' || kind === 'repair');
          const answer = admitted ? undefined : 'forbidden channel-not-yours';
          expect(refusal(command, who), `${channel} ${kind} ${who}`).toBe(answer);
        }
      }
    }
  });

  it('is not for praise of oneself, nor to answer it on the spot', () => {
    const praise = (more: Partial<OpenCommand>) =>
      with_({ kind: 'praise', category: undefined, signature: undefined, ...more });
    const ofSun = { praise: { person: 'receptionist-sun' } };
    const own = 'forbidden own-praise';
    expect(refusal(praise({ ...ofSun, channel: 'staff', resident: undefined }), 'receptionist-sun')).toBe(
      own,
    );
    expect(refusal(praise({ ...ofSun, channel: 'staff', resident: undefined }), 'worker-wu')).toBeUndefined();
    const asked = { resident: undefined, requester: { person: 'receptionist-sun' } };
    expect(refusal(praise({ ...ofSun, ...asked }), 'receptionist-zhou')).toBe(own);
    // Whoever is praised may write it down, and somebody else answers it.
    expect(refusal(praise(ofSun), 'receptionist-sun')).toBeUndefined();
    expect(refusal(praise({ ...ofSun, answer: '谢谢' }), 'receptionist-sun')).toBe(own);
    expect(refusal(praise({ ...ofSun, answer: '谢谢' }), 'receptionist-zhou')).toBeUndefined();
  });

  it('is for people of the site', () => {
    const caller = { ...person('receptionist-sun'), site: 'hillside' };
    expect(refusal(REPAIR, 'receptionist-sun', { caller })).toBe('forbidden other-site');
  });
});

describe('what an intake comes to', () => {
  it('registers it with its number on the local day, its first contact and its version', () => {
    expect(sheetOf(REPAIR, 'receptionist-sun')).toMatchObject({
      number: 'KF-20261124-0007',
      status: 'registered',
      firstContact: 'receptionist-sun',
      resident: ZHAO,
      urgency: 'ordinary',
      round: 1,
      version: 1,
      entries: 1,
      openedAt: NOW,
      updatedAt: NOW,
      opinions: [],
      files: [],
      disputed: false,
    });
  });

  it('binds the signature to the intake without it, and keeps the drawn path in the entry alone', () => {
    const path = REPAIR.signature?.path ?? '';
    const kept = (command: OpenCommand) => {
      const event = opening(command, 'receptionist-sun');
      const ledger = event instanceof DomainError ? [] : written([event]);
      return { entry: ledger[0]?.entry, sheet: replay(ledger.map(eventOf)) };
    };
    const { entry, sheet } = kept(REPAIR);
    const left = ['signature', 'seq', 'at', 'previousHash', 'hash'];
    const asItStands = Object.entries(entry ?? {}).filter(([name]) => !left.includes(name));
    const of = [sha256(canonical(Object.fromEntries(asItStands)))];
    expect(sheet.signatures).toEqual([{ signer: '赵敏', of, at: NOW, entry: 1, path: sha256(path) }]);
    expect(JSON.stringify(sheet)).not.toContain(path);
    expect(kept(with_({ subject: '楼道灯又不亮' })).sheet.signatures[0]?.of).not.toEqual(of);
  });

  it('lets the login sign online, and nobody for staff or a worker’s own intake', () => {
    expect(sheetOf(online(), 'resident-zhao').signatures).toMatchObject([
      { signer: 'Name of resident-zhao' },
    ]);
    const unsigned = with_({ resident: undefined, requester: { person: 'guard-chu' }, signature: undefined });
    expect(sheetOf(unsigned, 'receptionist-sun').signatures).toEqual([]);
    expect(sheetOf(with_({ channel: 'direct', signature: undefined }), 'worker-wu').signatures).toEqual([]);
  });

  it('takes a direct repair as accepted by the worker (B5.2.1a)', () => {
    expect(sheetOf(with_({ channel: 'direct' }), 'worker-wu')).toMatchObject({
      status: 'accepted',
      firstContact: 'worker-wu',
      handler: 'worker-wu',
      section: 'engineering',
      handledBy: ['worker-wu'],
      sections: ['engineering'],
    });
  });

  it('opens as answered what was answered on the spot (A1.6b)', () => {
    const enquiry = with_({ kind: 'enquiry', category: undefined, answer: '九点到五点' });
    const answer = { text: '九点到五点', by: 'receptionist-sun', at: NOW };
    expect(sheetOf(enquiry, 'receptionist-sun')).toMatchObject({ status: 'answered', answer });
  });

  it('fills in an online resident from the directory, whatever the body says', () => {
    const claimed = { id: 'resident-qian', name: '别人', phone: '999999', address: '别处' };
    const [zhao] = RESIDENTS;
    const filled = { id: 'resident-zhao', name: zhao?.name, phone: zhao?.phone, address: zhao?.address };
    expect(sheetOf(online({ resident: claimed }), 'resident-zhao').resident).toEqual(filled);
    const caller = { ...person('resident-zhao'), address: undefined };
    expect(sheetOf(online({ resident: claimed }), 'resident-zhao', { caller }).resident).toEqual({
      ...filled,
      address: '别处',
    });
    expect(refusal(online(), 'resident-zhao', { caller })).toBe('validation-failed required /resident');
  });

  it('has urgency for repairs alone; water, heating and gas are urgent whatever the client says (B5.2.1b)', () => {
    for (const category of CATEGORIES) {
      const always = ['water', 'heating', 'gas'].includes(category);
      const urgencyOf = (more: Partial<OpenCommand>) =>
        sheetOf(with_({ category, ...more }), 'receptionist-sun').urgency;
      expect(urgencyOf({})).toBe(always ? 'urgent' : 'ordinary');
      expect(urgencyOf({ simple: true, urgent: false })).toBe(always ? 'urgent' : 'simple');
      expect(urgencyOf({ simple: true, urgent: true })).toBe('urgent');
    }
    expect(
      sheetOf(with_({ kind: 'report', category: undefined }), 'receptionist-sun').urgency,
    ).toBeUndefined();
  });
});

describe('whom an intake names', () => {
  const of = (more: Partial<OpenCommand>, context: Partial<OpenContext> = {}) =>
    refusal(with_(more), 'receptionist-sun', context);

  it('must be in the directory', () => {
    const bad = (reason: string, pointer: string) => `validation-failed ${reason} ${pointer}`;
    const asks = (id: string) => of({ resident: undefined, requester: { person: id } });
    expect(asks('nobody')).toBe(bad('unknown-person', '/requester/person'));
    expect(asks('resident-zhao')).toBe(bad('unknown-person', '/requester/person'));
    expect(asks('guard-chu')).toBeUndefined();
    expect(of({}, { resident: undefined })).toBe(bad('unknown-person', '/resident/id'));
    expect(of({}, { resident: person('worker-wu') })).toBe(bad('unknown-person', '/resident/id'));
    expect(of({}, { resident: { ...person('resident-zhao'), active: false } })).toBe(
      bad('unknown-person', '/resident/id'),
    );
    const complaint = { ...COMPLAINT, against: { section: 'gardening' } };
    expect(of({ kind: 'complaint', category: undefined, complaint })).toBe(
      bad('unknown-section', '/complaint/against/section'),
    );
    expect(of({ files: ['f1'] })).toBe(bad('unknown-file', '/files/0'));
  });
});
