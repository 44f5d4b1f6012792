/** Recusal (B5.2.2c), case by case: whose a complaint is, what the authority does, what an amendment changes. */
import { describe, expect, it } from 'vitest';
import {
  accusedOf,
  authorityOf,
  authorityRole,
  isAuthority,
  isRecused,
} from '../../../shared/domain/complaints/recusal.ts';
import type { Command, Complaint, Sheet } from '../../../shared/domain/model/sheet.ts';
import { decideAs } from '../../../shared/domain/sheets/decide.ts';
import { nextReceptionist, open } from '../../../shared/domain/sheets/open.ts';
import { lives } from '../../support/domain/timeline.ts';
import {
  actor,
  COMPLAINT,
  DIRECTORY,
  did,
  directoryWhere,
  type Fact,
  opened,
  person,
  ZHAO,
} from '../../support/factories.ts';
import { by, given, knowing, minute, refused, sheetAfter, under } from '../../support/given-when-then.ts';

const [SUN, ZHOU, LI] = ['receptionist-sun', 'receptionist-zhou', 'cs-manager-li'];
const [WEI, JIANG, HAN] = ['director-wei', 'deputy-director-jiang', 'overseer-han'];
const [WANG, FENG] = ['engineering-manager-wang', 'engineering-supervisor-feng'];

const against = (whom: Complaint['against']): Complaint => ({
  ...COMPLAINT,
  ...(whom ? { against: whom } : {}),
});
const complaint = (whom: Complaint['against'], directory = DIRECTORY) =>
  opened({
    kind: 'complaint',
    complaint: against(whom),
    accused: accusedOf({ complaint: against(whom) }, directory),
  });
const handOver = (section: string) => ({ step: 'hand-over', section, opinion: '请处理' }) as const;
const amend = (whom: Complaint['against']): Command => ({
  step: 'amend',
  fields: { complaint: against(whom) },
  reason: '补记',
});

describe('an opening', () => {
  const context = {
    now: minute(0),
    id: '01KAV0000000000000000000AA',
    nth: 1,
    turns: {},
    caller: person(SUN),
  };
  const opening = (whom: Complaint['against'], directory = DIRECTORY) =>
    open(
      {
        ...{ site: 'riverside', kind: 'complaint', channel: 'walk-in', subject: '夜间施工噪声' },
        ...{ resident: { ...ZHAO }, complaint: against(whom) },
      },
      actor(SUN),
      directory,
      { ...context, resident: person('resident-zhao') },
    );

  it('writes down whom it is against, as they stand then', () => {
    expect(opening({ person: 'worker-wu' })).toMatchObject({
      accused: [{ id: 'worker-wu', standing: 'plain', section: 'engineering' }],
    });
    expect(opening({ person: JIANG })).toMatchObject({ accused: [{ id: JIANG, standing: 'office' }] });
    expect(opening({ section: 'engineering' })).toMatchObject({
      accused: [FENG, WANG].map((id) => ({ id, standing: 'leading', section: 'engineering' })),
    });
    expect(opening({ section: 'customer-service' })).toHaveProperty('accused.length', 4);
    expect(opening(undefined)).not.toHaveProperty('accused');
  });
});

describe('whose a complaint is', () => {
  const now = (whom: Complaint['against'], changes: Parameters<typeof directoryWhere>[0] = {}) =>
    authorityRole(sheetAfter(complaint(whom)), directoryWhere(changes));

  it('stays an authority’s where whoever it is against is no longer in the directory', () => {
    const sheet = sheetAfter(complaint({ person: FENG }));
    const staff = DIRECTORY.staff.filter(({ id }) => id !== FENG);
    expect(authorityRole(sheet, { ...DIRECTORY, staff })).toBe('director');
  });

  it('goes by standing at opening, or now if higher', () => {
    expect(now({ person: 'worker-wu' })).toBeUndefined();
    expect(now({ person: 'worker-wu' }, { 'worker-wu': { role: 'manager' } })).toBe('director');
    expect(now({ person: WANG }, { [WANG]: { role: 'worker' } })).toBe('director');
    expect(now({ person: WANG }, { [WANG]: { role: 'deputy-director' } })).toBe('overseer');
    expect(now({ person: JIANG }, { [JIANG]: { role: 'worker', section: 'cleaning' } })).toBe('overseer');
    expect(now({ person: JIANG }, { [JIANG]: { role: 'overseer' } })).toBe('director');
  });

  it('of a section is the director’s, even while nobody leads it', () => {
    const empty = { 'cleaning-manager-kong': { role: 'worker' as const } };
    expect(now({ section: 'cleaning' }, empty)).toBe('director');
    expect(authorityRole({ complaint: against({ section: 'cleaning' }) }, directoryWhere(empty))).toBe(
      'director',
    );
  });

  const authority = (sheet: Sheet, changes: Parameters<typeof directoryWhere>[0]) =>
    authorityOf(sheet, directoryWhere(changes)).map(({ id }) => id);

  it('is never left to somebody whom it is against', () => {
    const both = { [FENG]: { role: 'director' as const }, [WEI]: { active: false } };
    const sheet = sheetAfter(complaint({ section: 'engineering' }));
    expect(authority(sheet, both)).toEqual(['overseer-han']);
    expect(isRecused({ id: FENG }, sheet, directoryWhere(both))).toBe(true);
    const overseen = {
      [FENG]: { role: 'overseer' as const },
      [WANG]: { role: 'director' as const },
      [WEI]: { active: false },
    };
    expect(authority(sheet, overseen)).toEqual(['overseer-han']);
  });

  it('falls to the next in line while its authority is away, the deputy and hr last', () => {
    const sheet = sheetAfter(complaint({ person: 'engineering-manager-wang' }));
    const leave = { leave: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' } };
    const away = (...ids: string[]) => authority(sheet, Object.fromEntries(ids.map((id) => [id, leave])));
    expect(away()).toEqual([WEI]);
    expect(away(WEI)).toEqual(['overseer-han']);
    expect(away(WEI, 'overseer-han')).toEqual(['deputy-director-jiang']);
    expect(away(WEI, 'overseer-han', 'deputy-director-jiang')).toEqual(['hr-yang']);
    // Where all are away it stays with the first, and nobody who signs all the same is kept from it.
    expect(away(WEI, 'overseer-han', 'deputy-director-jiang', 'hr-yang')).toEqual([WEI]);
    const directory = directoryWhere({ [WEI]: leave });
    expect(isAuthority(person(WEI), sheet, directory)).toBe(true);
    expect(isAuthority(person('overseer-han'), sheet, directory)).toBe(true);
  });
});

describe('the authority', () => {
  const own = complaint({ person: LI });
  const accepted = [own, did(WEI, { step: 'accept', handler: WEI })];
  const completed = [...accepted, did(WEI, { step: 'complete', outcome: '已批评教育' })];
  const returned = [...completed, did(WEI, { step: 'return', opinion: '属实' })];

  it('handles it itself, in no section, from registered to the return', () => {
    given(own)
      .when({ step: 'accept' }, by(WEI))
      .then({ step: 'accept', handler: WEI })
      .leaves({ status: 'accepted', section: undefined, handler: WEI, handledBy: [WEI] });
    given(...accepted)
      .when({ step: 'complete', outcome: '已批评教育' }, by(WEI))
      .leaves({ status: 'completed', section: undefined });
    given(...completed)
      .when({ step: 'return', opinion: '属实' }, by(WEI))
      .leaves({ status: 'returned', opinions: [{ section: '', text: '属实', by: WEI, at: minute(60) }] });
    given(own)
      .when({ step: 'accept', handler: 'worker-wu' }, by(WEI))
      .then(refused('validation-failed', 'not-staff-of-section', { pointer: '/handler' }));
    given(own).when({ step: 'accept', handler: WEI }, by(WEI)).then({ step: 'accept', handler: WEI });
  });

  it('owes its handling, and nobody owes an acceptance', () => {
    const clocks = given(own).when({ step: 'accept' }, by(WEI)).after.clocks;
    const running = clocks.filter(({ state }) => state === 'running').map(({ name, owes }) => [name, owes]);
    expect(running).toContainEqual(['handling', { person: WEI }]);
    expect(clocks.map(({ name }) => name)).not.toContain('acceptance');
  });

  it('is succeeded in it by whoever has its place', () => {
    const changes = {
      [WEI]: { active: false },
      'cleaner-shi': { role: 'director' as const, section: undefined as never },
    };
    const successor = { id: 'cleaner-shi', name: '施', role: 'director' } as const;
    given(...accepted)
      .when({ step: 'complete', outcome: '已办妥' }, by(successor), under(directoryWhere(changes)))
      .leaves({ status: 'completed', handler: WEI });
  });

  it('hands over to a clean section alone, and again after a dispute, which then binds', () => {
    const feng = complaint({ person: FENG });
    given(feng)
      .when(handOver('engineering'), by(WEI))
      .then(refused('step-not-allowed', 'section-complained-of'));
    given(feng).when(handOver('engineering'), by(LI)).then(refused('forbidden', 'not-your-step'));
    given(feng).when(handOver('cleaning'), by(WEI)).leaves({ status: 'handed-over', section: 'cleaning' });
    const disputed = [
      feng,
      did(WEI, handOver('cleaning')),
      did('cleaning-manager-kong', { step: 'dispute', reason: '不归我们' }),
    ];
    given(...disputed)
      .when(handOver('cleaning'), by(LI))
      .then(refused('forbidden', 'not-your-step'));
    given(...disputed)
      .when(handOver('cleaning'), by(WEI))
      .leaves({ binding: true });
    const dispute = given(...disputed.slice(0, 2)).when(
      { step: 'dispute', reason: '不归我们' },
      by('cleaning-manager-kong'),
    );
    expect(dispute.after.clocks.find(({ id }) => id === 'dispatch-1-1')?.owes).toEqual({ person: WEI });
  });

  it('leaves the follow-up to the deputy where customer service is recused; without one it is its own', () => {
    const resolved = { step: 'follow-up', reached: true, resolved: true } as const;
    given(...returned)
      .when(resolved, by(JIANG))
      .leaves({ status: 'followed-up' });
    given(...returned)
      .when(resolved, by(WEI))
      .then(refused('forbidden', 'not-your-step'));
    const alone = directoryWhere({ [JIANG]: { active: false } });
    given(...returned)
      .when(resolved, by(WEI), under(alone))
      .leaves({ status: 'followed-up' });
    given(...returned)
      .when(resolved, by(LI))
      .then(refused('not-found', 'not-visible'));
    const elsewhere = [complaint({ person: WANG }), ...returned.slice(1)];
    given(...elsewhere)
      .when(resolved, by(JIANG))
      .then(refused('forbidden', 'not-your-step'));
    given(...elsewhere)
      .when(resolved, by(ZHOU))
      .leaves({ status: 'followed-up' });
  });

  it('has it back, registered, when the follow-up finds it unresolved', () => {
    given(...returned)
      .when({ step: 'follow-up', reached: true, resolved: false }, by(JIANG))
      .leaves({ status: 'registered', round: 2, section: undefined, handler: undefined });
  });
});

describe('an amendment', () => {
  const plain = complaint(undefined);
  const handed = [plain, did(LI, handOver('engineering'))];
  const accepted = [...handed, did(WANG, { step: 'accept', handler: WANG })];

  it('that brings recusal about after the hand-over takes it back, and the section’s clocks stop', () => {
    const { after } = given(...accepted)
      .when(amend({ person: FENG }), by(SUN))
      .then({
        ...{ step: 'amend', fields: { complaint: { against: { person: FENG } } }, reason: '补记' },
        old: {},
        accused: [{ id: FENG, standing: 'leading', section: 'engineering' }],
        ...{ rerouted: true, takenBack: true },
      })
      .leaves({
        status: 'registered',
        section: undefined,
        handler: undefined,
        disputed: false,
        sections: ['engineering'],
      });
    const running = after.clocks.filter(({ state }) => state === 'running').map(({ name }) => name);
    expect(running).toEqual(expect.arrayContaining(['dispatch']));
    expect(running).not.toContain('handling');
    given(...accepted, did(SUN, { ...amend({ person: FENG }), old: {}, takenBack: true } as never))
      .when({ step: 'accept' }, by(WEI))
      .leaves({ status: 'accepted', handler: WEI, section: undefined });
  });

  it('before it only says whose it is from now on', () => {
    given(plain)
      .when(amend({ person: LI }), by(SUN))
      .leaves({ status: 'registered' })
      .then({
        ...{
          step: 'amend',
          fields: { complaint: { against: { person: LI } } },
          reason: '补记',
          old: {},
        },
        ...{ accused: [{ id: LI, standing: 'leading', section: 'customer-service' }], rerouted: true },
      });
  });

  it('that changes nothing about whose it is leaves it where it is', () => {
    given(...accepted)
      .when(amend({ person: 'guard-chu' }), by(SUN))
      .leaves({ status: 'accepted', handler: WANG });
    const clean = [
      complaint({ person: FENG }),
      did(WEI, handOver('cleaning')),
      did('cleaning-manager-kong', { step: 'accept', handler: 'cleaning-manager-kong' }),
    ];
    given(...clean)
      .when(amend({ person: WANG }), by(SUN))
      .leaves({ status: 'accepted', section: 'cleaning' });
    given(...clean)
      .when(amend({ person: 'cleaning-manager-kong' }), by(SUN))
      .leaves({ status: 'registered', section: undefined });
    given(...clean)
      .when(amend({ person: WEI }), by(SUN))
      .leaves({ status: 'registered' });
  });

  it('can end recusal: what is registered then takes the usual way, what is in hand stays there', () => {
    const recused = complaint({ person: FENG });
    const old = { complaint: { against: { person: FENG } } };
    const ended = did(SUN, { ...amend(undefined), old, accused: [] } as never);
    given(recused, ended).when(handOver('engineering'), by(LI)).leaves({ status: 'handed-over' });
    given(recused, ended).when({ step: 'accept' }, by(WEI)).then(refused('forbidden', 'not-your-step'));
    const own = [recused, did(WEI, { step: 'accept', handler: WEI })];
    given(...own)
      .when(amend(undefined), by(SUN))
      .leaves({ accused: [{ id: FENG, standing: 'leading', section: 'engineering', stays: true }] });
    given(...own)
      .when(amend(undefined), by(WEI))
      .leaves({ status: 'accepted', handler: WEI, accused: [] });
    given(...own, ended, did(WEI, { step: 'complete', outcome: '已办妥' }))
      .when({ step: 'return', opinion: '属实' }, by(WEI))
      .leaves({ status: 'returned' });
  });

  it('keeps the standing of whoever was complained of before', () => {
    const demoted = directoryWhere({ [FENG]: { role: 'worker' } });
    given(complaint({ person: FENG }))
      .when(amend({ person: FENG, section: 'engineering' }), by(SUN), under(demoted))
      .leaves({ accused: [{ id: FENG, standing: 'leading', section: 'engineering' }] });
    // Also where it is against the section now that they lead, and they were of the office then.
    const then = directoryWhere({ [FENG]: { role: 'deputy-director', section: undefined } });
    given(complaint({ person: FENG }, then))
      .when(amend({ section: 'engineering' }), by(SUN))
      .leaves({
        accused: [
          { id: FENG, standing: 'office', section: 'engineering' },
          { id: WANG, standing: 'leading', section: 'engineering' },
        ],
      });
  });

  it('knows the resident whom it names as ever', () => {
    given(plain)
      .when(
        { step: 'amend', fields: { resident: { ...ZHAO, id: 'resident-qian' } }, reason: '写错' },
        by(SUN),
        knowing(person('resident-qian')),
      )
      .leaves({ resident: { ...ZHAO, id: 'resident-qian' } });
  });
});

it('lets nobody handle a complaint against themselves, however they are named', () => {
  const worker = [complaint({ person: 'worker-wu' }), did(LI, handOver('engineering'))];
  const named = refused('step-not-allowed', 'handler-complained-of');
  given(...worker)
    .when({ step: 'accept', handler: 'worker-wu' }, by(WANG))
    .then(named);
  const accepted = [...worker, did(WANG, { step: 'accept', handler: WANG })];
  given(...accepted)
    .when({ step: 'assign', handler: 'worker-wu' }, by(WANG))
    .then(named);
  given(...worker)
    .when({ step: 'accept', handler: 'worker-wu' }, by(LI))
    .then(refused('forbidden', 'not-your-step'));
});

describe('rotation at the desk', () => {
  const next = (whom: Complaint['against'], changes: Parameters<typeof directoryWhere>[0] = {}) =>
    nextReceptionist(directoryWhere(changes), {}, { complaint: against(whom) });

  it('passes over whom the complaint is against; then it is the manager’s, else the authority’s', () => {
    expect(next({ person: 'worker-wu' })).toBe(SUN);
    expect(next({ person: SUN })).toBe(ZHOU);
    expect(next({ person: SUN }, { [ZHOU]: { active: false } })).toBe(LI);
    expect(next({ section: 'customer-service' })).toBe(WEI);
    expect(next({ section: 'customer-service' }, { [WEI]: { active: false } })).toBe(HAN);
    const gone = { [SUN]: { active: false }, [ZHOU]: { active: false } };
    expect(next({ person: LI }, gone)).toBe(WEI);
    const nobody = { ...gone, [LI]: { active: false }, 'cs-supervisor-he': { active: false } };
    expect(next({ person: WEI }, nobody)).toBe(HAN);
    expect(next({ person: 'worker-wu' }, nobody)).toBe(WEI);
    const standIn = { person: 'guard-chu', from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    const covered = { ...gone, [LI]: { standIn }, 'cs-supervisor-he': { active: false } };
    expect(next({ person: 'worker-wu' }, covered)).toBe('guard-chu');
    expect(next({ person: LI }, covered)).toBe(WEI);
  });
});

describe('escalation', () => {
  /** What is raised of a complaint that nobody hands over, level by level, to the end. */
  const raised = (whom: Complaint['against'], changes: Parameters<typeof directoryWhere>[0] = {}) => {
    const life = lives({ kind: 'complaint', complaint: against(whom) }, directoryWhere(changes));
    life.rings('2026-11-24T02:00:00.000Z', { watch: 'breach', clock: 'dispatch-1-1' });
    for (const level of [2, 3]) {
      life.rings('2026-11-24T12:00:00.000Z', { watch: 'escalate', clock: 'dispatch-1-1', level });
    }
    return life.sheet.escalations.map(({ level, to }) => [level, to]);
  };

  it('passes over whom the complaint is against, as over whoever owes', () => {
    expect(raised({ person: 'guard-chu' }).slice(0, 2)).toEqual([
      [1, [LI]],
      [2, [WEI]],
    ]);
    // What an authority owes is the overseer's from level 2 on.
    expect(raised({ person: LI }).slice(0, 2)).toEqual([
      [1, []],
      [2, [HAN]],
    ]);
    expect(raised({ person: WEI }).slice(0, 3)).toEqual([
      [1, []],
      [2, []],
      [3, []],
    ]);
  });

  it('reaches the overseer where nobody else is left, or whoever takes the place of a recused one', () => {
    const all = [1, 2, 3].map((level) => [level, []]);
    const nobody = { [WEI]: { active: false } };
    expect(raised({ section: 'customer-service' }, nobody)).toEqual([...all, [4, [HAN]]]);
    const none = { ...nobody, [LI]: { active: false }, 'cs-supervisor-he': { active: false } };
    expect(raised({ person: HAN }, none)).toEqual([...all, [4, ['deputy-director-jiang']]]);
  });
});

describe('a stand-in', () => {
  const standIn = { person: 'cleaner-shi', from: minute(0), to: minute(1000) };
  const shi = (absent: string) => ({
    ...actor(absent),
    id: 'cleaner-shi',
    name: 'Name of cleaner-shi',
    standInFor: absent,
  });
  const repair = [opened(), did(SUN, handOver('engineering'))];

  it('signs for the absent, who then has the part; the entry names both', () => {
    given(...repair)
      .when({ step: 'accept' }, by(shi('worker-wu')))
      .then({ step: 'accept', handler: 'worker-wu' })
      .leaves({ handler: 'worker-wu', handledBy: ['worker-wu', 'cleaner-shi'], stoodIn: ['cleaner-shi'] });
  });

  it('is kept from what is against either of the two', () => {
    const recused = complaint({ person: 'cleaner-shi' });
    given(recused)
      .when({ step: 'receive' }, by(shi(SUN)))
      .then(refused('not-found', 'not-visible'));
    given(complaint({ person: SUN }))
      .when({ step: 'receive' }, by(shi(SUN)))
      .then(refused('not-found', 'not-visible'));
    given(complaint({ person: LI }))
      .when({ step: 'accept' }, by(shi(WEI)))
      .leaves({ handler: WEI });
  });

  it('does not follow up what they or the absent handled', () => {
    const done = [
      opened({ firstContact: SUN }),
      did(SUN, handOver('customer-service')),
      { by: shi(ZHOU), body: { step: 'accept', handler: ZHOU } as const },
      did(ZHOU, { step: 'arrive' }),
      did(ZHOU, { step: 'complete', outcome: '已修好' }),
      did(LI, { step: 'return', opinion: '属实' }),
    ];
    const resolved = { step: 'follow-up', reached: true, resolved: true } as const;
    given(...done)
      .when(resolved, by(shi(SUN)))
      .then(refused('forbidden', 'not-your-step'));
    given(...done)
      .when(resolved, by(shi(ZHOU)))
      .then(refused('forbidden', 'not-your-step'));
    given(...done)
      .when(resolved, by(SUN))
      .leaves({ status: 'followed-up' });
    const sun = { ...actor(ZHOU), id: SUN, name: `Name of ${SUN}`, standInFor: ZHOU };
    given(...done)
      .when(resolved, by(sun))
      .then(refused('forbidden', 'not-your-step'));
  });

  it('acts as themselves first, then as the first who may', () => {
    const directory = directoryWhere({ [SUN]: { standIn }, [WANG]: { standIn } });
    const actors = [actor('cleaner-shi'), shi(SUN), shi(WANG)];
    const as = (command: Command, ...facts: readonly Fact[]) =>
      decideAs(sheetAfter(...facts), command, actors, directory, { now: minute(60) });
    expect(as(handOver('security'), opened())).toMatchObject([
      { actor: { id: 'cleaner-shi', standInFor: SUN } },
    ]);
    expect(as({ step: 'dispute', reason: '不归我们' }, ...repair)).toMatchObject([
      { actor: { standInFor: WANG } },
    ]);
    expect(as({ step: 'arrive' }, ...repair)).toMatchObject({ code: 'forbidden' });
    expect(as({ step: 'archive' }, ...repair)).toMatchObject({ code: 'step-not-allowed' });
    expect(
      decideAs(sheetAfter(opened()), { step: 'archive' }, [actor('cleaner-shi')], directory, {
        now: minute(60),
      }),
    ).toMatchObject({
      code: 'not-found',
    });
  });
});
