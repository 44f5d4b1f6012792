/**
 * Situations of an ordinary month, as the people live them who know the regulations: in none of them is anybody stuck,
 * nor charged for what was another's task (contract sections 2 and 3).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOLVED, SIGNED } from '../support/intakes.ts';
import { local, type Matter, Site } from '../support/situations.ts';
import { PICTURE, uploaded } from '../support/uploads.ts';

const [ZHAO, QIAN] = ['resident-zhao', 'resident-qian'] as const;
const [SUN, ZHOU, HE, LI] = [
  'receptionist-sun',
  'receptionist-zhou',
  'cs-supervisor-he',
  'cs-manager-li',
] as const;
const [WU, ZHENG, FENG, WANG] = [
  'worker-wu',
  'worker-zheng',
  'engineering-supervisor-feng',
  'engineering-manager-wang',
] as const;
const [CHU, LU, CHEN] = ['guard-chu', 'security-supervisor-lu', 'security-manager-chen'] as const;
const [SHI, KONG] = ['cleaner-shi', 'cleaning-manager-kong'] as const;
const [WEI, JIANG, HAN] = ['director-wei', 'deputy-director-jiang', 'overseer-han'] as const;

const to = (section: string) => ({ section, opinion: '请办理' });
const DONE = { outcome: '已处理好' };
const GIVEN_BACK = { opinion: '办结，情况正常' };
const NOT_RESOLVED = { reached: true, resolved: false, satisfaction: 1, feedback: '没有解决' };
const NOT_REACHED = { reached: false };

let site: Site;
function from(when: string): void {
  beforeAll(async () => {
    site = await Site.from(when);
  });
  afterAll(() => site.stop());
}

/** A repair from the arrival on to the end, by whoever has it in hand, and called on by somebody of the desk. */
async function repaired(matter: Matter, worker: string, caller: string): Promise<void> {
  await matter.signs(worker, 'arrive');
  await matter.signs(worker, 'complete', DONE);
  await matter.signs(worker, 'return', GIVEN_BACK);
  await matter.signs(caller, 'follow-up', RESOLVED);
}

/** Anything else from its acceptance on to the end. */
async function dealtWith(matter: Matter, handler: string, lead: string, caller: string): Promise<void> {
  await matter.signs(handler, 'accept');
  await matter.signs(handler, 'complete', DONE);
  await matter.signs(lead, 'return', GIVEN_BACK);
  await matter.signs(caller, 'follow-up', RESOLVED);
}

describe('nights, Sundays and holidays', () => {
  from('2026-10-01 10:00');

  it('1 · a request on the first holiday waits for nobody’s work but an answer: 国庆第一天来访', async () => {
    const lamp = await site.opens(SUN, 'report', 'walk-in', '楼道灯不亮已经三天');
    await lamp.signs(SUN, 'hand-over', to('cleaning'));
    // Within the day the desk says what is known; the section has until after the holidays.
    await lamp.signs(SUN, 'reply', { message: '节后更换，先放应急灯' });
    expect(await lamp.owes('answer')).toBeUndefined();
    expect([await lamp.owes('acceptance'), await lamp.due('acceptance')]).toEqual([
      'cleaning',
      local('2026-10-08 10:30'),
    ]);
    expect(await lamp.told()).toEqual([KONG, ZHAO]);
    await site.at('Thursday 09:00');
    await lamp.signs(KONG, 'accept', { handler: SHI });
    // Saturday the 10th is worked in place of a holiday.
    expect([await lamp.owes('handling'), await lamp.due('handling')]).toEqual([
      SHI,
      local('2026-10-14 17:30'),
    ]);
    await lamp.signs(SHI, 'complete', DONE);
    expect(await lamp.owes('handling')).toBe('cleaning');
    await lamp.signs(KONG, 'return', GIVEN_BACK);
    await lamp.signs(SUN, 'follow-up', RESOLVED);
    expect(await lamp.charges()).toEqual([]);
  });

  it('2 · the make-up Saturday is a working day: 调休上班的星期六', async () => {
    await site.at('Friday 16:00');
    const gate = await site.opens(SUN, 'report', 'walk-in', '北门道闸经常打不开');
    await gate.signs(SUN, 'hand-over', to('security'));
    await gate.signs(SUN, 'reply', { message: '已转保安部' });
    await gate.signs(CHEN, 'accept');
    await gate.signs(CHEN, 'complete', DONE);
    await gate.signs(CHEN, 'return', GIVEN_BACK);
    expect([await gate.owes('follow-up'), await gate.due('follow-up')]).toEqual([
      SUN,
      local('2026-10-12 17:30'),
    ]);
    await site.at('Saturday 09:00');
    await gate.signs(SUN, 'follow-up', RESOLVED);
    expect(await gate.charges()).toEqual([]);
  });

  it('3 · a gas leak at 03:00 on a Sunday: 星期天凌晨三点燃气泄漏', async () => {
    await site.at('Saturday 22:00');
    await site.shifts(HE, 'customer-service', [0, 10, ZHOU], [10, 20, SUN]);
    await site.shifts(WANG, 'engineering', [0, 10, WU], [10, 20, ZHENG]);
    await site.at('Sunday 03:00');
    const leak = await site.opens(ZHOU, 'repair', 'phone', '厨房闻到煤气味', { category: 'gas' });
    await site.settles();
    // The call goes out at once; the worker who sleeps is not woken.
    expect(await leak.toldAlready()).toEqual([FENG, WANG, WU].toSorted());
    expect([await leak.owes('dispatch'), await leak.due('dispatch')]).toEqual([
      ZHOU,
      local('2026-10-11 03:03'),
    ]);
    await leak.signs(ZHOU, 'hand-over', to('engineering'));
    expect(await leak.owes('acceptance')).toBe('engineering');
    // Nobody else's trade takes it.
    expect(await leak.refuses(SHI, 'accept')).toBe('404');
    await leak.signs(WU, 'accept');
    expect([await leak.owes('arrival'), await leak.due('arrival')]).toEqual([WU, local('2026-10-11 03:15')]);
    await site.after('PT10M');
    await leak.signs(WU, 'arrive');
    await leak.signs(WU, 'complete', { outcome: '更换胶管，检测无泄漏' });
    await leak.signs(WU, 'countersign', { signature: SIGNED });
    await leak.signs(WU, 'return', GIVEN_BACK);
    // Nobody rings at night to ask how it went; whoever has the day does.
    expect(await leak.refuses(ZHOU, 'follow-up', NOT_REACHED)).toBe('409');
    await site.at('Sunday 09:00');
    expect(await leak.owes('follow-up')).toBe(ZHOU);
    await leak.signs(SUN, 'follow-up', RESOLVED);
    expect(await leak.charges()).toEqual([]);
  });

  it('4 · the night worker falls ill on the way: 夜班维修工出门后发病', async () => {
    await site.at('Sunday 22:00');
    await site.shifts(WANG, 'engineering', [0, 10, WU], [10, 20, ZHENG]);
    await site.at('Monday 02:00');
    const pipe = await site.opens(ZHOU, 'repair', 'phone', '卫生间水管爆裂', { category: 'water' });
    await pipe.signs(ZHOU, 'hand-over', to('engineering'));
    await pipe.signs(WU, 'accept');
    expect(await pipe.owes('arrival')).toBe(WU);
    await site.away(WU, 8);
    expect(await pipe.owes('arrival')).toBe('engineering');
    await pipe.told();
    await pipe.signs(FENG, 'assign', { handler: ZHENG });
    expect(await pipe.told()).toEqual([ZHENG]);
    expect(await pipe.owes('arrival')).toBe(ZHENG);
    await pipe.signs(ZHENG, 'arrive');
    await pipe.signs(ZHENG, 'complete', DONE);
    await pipe.signs(ZHENG, 'countersign', { signature: SIGNED });
    await pipe.signs(ZHENG, 'return', GIVEN_BACK);
    await site.at('Monday 09:00');
    await pipe.signs(ZHOU, 'follow-up', RESOLVED);
    expect(await pipe.charges()).toEqual([]);
  });

  it('5 · the next urgent repair of that night finds the shift without anybody: 当班无人', async () => {
    await site.at('Monday 22:00');
    await site.shifts(WANG, 'engineering', [0, 10, WU], [10, 20, ZHENG]);
    await site.away(WU, 10);
    await site.at('Tuesday 01:00');
    const lift = await site.opens(ZHOU, 'repair', 'phone', '有人被困电梯', {
      category: 'elevator',
      urgent: true,
    });
    await site.settles();
    // Called is who would come next.
    expect(await lift.toldAlready()).toEqual([FENG, WANG, ZHENG].toSorted());
    await lift.signs(ZHOU, 'hand-over', to('engineering'));
    await lift.signs(ZHENG, 'accept');
    await repaired(lift, ZHENG, ZHOU);
    await lift.signs(ZHENG, 'countersign', { signature: SIGNED });
    expect(await lift.charges()).toEqual([]);
  });

  it('6 · a message at midnight, and nobody at the desk: 半夜网上咨询', async () => {
    await site.at('Tuesday 23:30');
    await site.shifts(HE, 'customer-service', [9, 18, SUN], [33, 42, ZHOU]);
    const fee = await site.opens(QIAN, 'enquiry', 'online', '物业费怎么交');
    expect(await fee.told()).toEqual([QIAN, SUN].toSorted());
    expect([await fee.owes('answer'), await fee.owes('dispatch')]).toEqual([SUN, SUN]);
    await site.at('Wednesday 09:00');
    expect(await fee.state('dispatch')).toBe('running');
    await fee.signs(SUN, 'answer', { answer: '每月十日前在前台缴纳' });
    expect(await fee.told()).toEqual([QIAN]);
    await fee.signs(SUN, 'follow-up', RESOLVED);
    expect(await fee.charges()).toEqual([]);
  });

  it('7 · what is asked late on Friday is not overdue on Monday morning: 周五下班后的诉求', async () => {
    await site.at('Friday 17:45');
    const bench = await site.opens(SUN, 'suggestion', 'walk-in', '花园里再放两张长椅');
    await site.at('Saturday 10:00');
    expect(await bench.refuses(SUN, 'reply', { message: '已收到' })).toBe('409');
    await bench.signs(SUN, 'hand-over', to('cleaning'));
    await bench.signs(SUN, 'reply', { message: '已转保洁部，下周答复' });
    await site.at('Monday 09:00');
    expect(await bench.state('acceptance')).toBe('running');
    await dealtWith(bench, KONG, KONG, SUN);
    expect(await bench.charges()).toEqual([]);
  });

  it('and the month holds nothing against anybody', async () => {
    expect(await site.heldAgainst('2026-10')).toEqual([]);
  });
});

describe('who is away, and who leaves', () => {
  from('2026-10-12 08:30');

  it('8 · the manager of a section is on leave with nobody in place: 部门经理请假', async () => {
    await site.away(WANG, 6);
    const noise = await site.complaint(SUN, 'walk-in', '维修工态度不好', { person: WU });
    expect(await noise.told()).toEqual([HE, LI, ZHAO].toSorted());
    await noise.signs(LI, 'hand-over', to('engineering'));
    expect(await noise.owes('acceptance')).toBe('engineering');
    expect(await noise.told()).toContain(FENG);
    await dealtWith(noise, FENG, FENG, SUN);
    await site.back(WANG);
    expect(await noise.charges()).toEqual([]);
  });

  it('9 · somebody stands in for the manager: 经理请假，有人代理', async () => {
    await site.away(WANG, 6, ZHENG);
    const door = await site.complaint(SUN, 'walk-in', '修过的门又坏了');
    await door.signs(LI, 'hand-over', to('engineering'));
    const told = await door.told();
    expect(told).toContain(ZHENG);
    expect(told).not.toContain(WANG);
    await dealtWith(door, ZHENG, ZHENG, SUN);
    await site.back(WANG);
    expect(await door.charges()).toEqual([]);
  });

  it('10 · whoever stands in is away too: 代理人也不在', async () => {
    await site.away(ZHENG, 6);
    await site.away(WANG, 6, ZHENG);
    const tap = await site.complaint(SUN, 'walk-in', '水龙头修了三次还漏');
    await tap.signs(HE, 'hand-over', to('engineering'));
    expect(await tap.told()).toContain(FENG);
    expect(await tap.refuses(FENG, 'accept', { handler: ZHENG })).toBe('409');
    await dealtWith(tap, FENG, FENG, SUN);
    await site.back(WANG);
    await site.back(ZHENG);
    expect(await tap.charges()).toEqual([]);
  });

  it('11 · all of a section’s leaders are away at night: 部门负责人都不在', async () => {
    await site.away(WANG, 12);
    await site.away(FENG, 12);
    const lock = await site.opens(ZHOU, 'repair', 'walk-in', '门锁打不开了', { category: 'door-window' });
    await lock.signs(ZHOU, 'hand-over', to('engineering'));
    // Any worker takes it; nobody sleeping is charged.
    await lock.signs(WU, 'accept');
    await repaired(lock, WU, ZHOU);
    await site.back(WANG);
    await site.back(FENG);
    expect(await lock.charges()).toEqual([]);
  });

  it('12 · a section of one, its supervisor: 只有一名主管的部门', async () => {
    await site.put(WEI, '/sites/riverside/sections/garden', { name: 'Garden', zh: '绿化部' });
    const gardener = { name: '林芳', role: 'supervisor', site: 'riverside', section: 'garden', active: true };
    await site.put(WEI, '/people/garden-lin', { ...gardener, email: 'garden-lin@riverside.example' });
    const tree = await site.opens(SUN, 'report', 'walk-in', '树枝压到电线了');
    await tree.signs(SUN, 'hand-over', to('garden'));
    expect([await tree.owes('acceptance'), await tree.told()]).toEqual(['garden', ['garden-lin', ZHAO]]);
    await tree.signs('garden-lin', 'accept');
    await tree.signs('garden-lin', 'reply', { message: '今天下午修剪' });
    await tree.signs('garden-lin', 'complete', DONE);
    await tree.signs('garden-lin', 'return', GIVEN_BACK);
    await tree.signs(SUN, 'follow-up', RESOLVED);
    expect(await tree.charges()).toEqual([]);
  });

  it('13 · that one is away as well: 唯一的主管也请假', async () => {
    await site.away('garden-lin', 12);
    const vine = await site.opens(SUN, 'report', 'walk-in', '爬藤遮住了窗户');
    await vine.signs(SUN, 'hand-over', to('garden'));
    expect(await vine.owes('acceptance')).toBe(WEI);
    expect(await vine.told()).toContain(WEI);
    await vine.signs(SUN, 'reply', { message: '这两天修剪' });
    await dealtWith(vine, WEI, WEI, SUN);
    await site.back('garden-lin');
    expect(await vine.charges()).toEqual([]);
  });

  it('14 · only a receptionist is left at the desk: 前台只剩一名接待员', async () => {
    for (const who of [ZHOU, HE, LI]) await site.away(who, 30);
    const dog = await site.complaint(SUN, 'walk-in', '有人遛狗不拴绳');
    // It is not hers to hand over, so it is not hers to owe: the director takes the leaders' place.
    expect(await dog.refuses(SUN, 'hand-over', to('security'))).toBe('403');
    expect(await dog.owes('dispatch')).toBe(WEI);
    expect(await dog.told()).toContain(WEI);
    await dog.signs(WEI, 'hand-over', to('security'));
    await dog.signs(SUN, 'reply', { message: '已转保安部' });
    await dealtWith(dog, CHEN, CHEN, SUN);
    expect(await dog.charges()).toEqual([]);

    const pass = await site.opens(ZHAO, 'enquiry', 'online', '门禁卡怎么补办');
    expect((await pass.now()).firstContact).toBe(SUN);
    await pass.signs(SUN, 'answer', { answer: '带身份证到前台' });
    await pass.signs(SUN, 'follow-up', RESOLVED);
    expect(await pass.charges()).toEqual([]);
    for (const who of [ZHOU, HE, LI]) await site.back(who);
  });

  it('15 · a worker falls ill with work in hand, and is named for no more: 手上有单时请假', async () => {
    const heater = await site.opens(SUN, 'repair', 'walk-in', '客厅插座没有电', { category: 'electricity' });
    await heater.signs(SUN, 'hand-over', to('engineering'));
    await heater.signs(FENG, 'accept', { handler: WU });
    await site.after('PT30M');
    await site.away(WU, 24);
    expect(await heater.owes('arrival')).toBe('engineering');
    // Who lies ill is charged with nothing, whoever is there names another.
    expect(await heater.refuses(WANG, 'assign', { handler: WU })).toBe('409');
    await heater.signs(WANG, 'assign', { handler: ZHENG });
    expect(await heater.due('arrival')).toBe(site.now(1));
    await repaired(heater, ZHENG, SUN);
    await site.back(WU);
    expect(await heater.charges()).toEqual([]);
  });

  it('16 · whoever has sheets in hand cannot be taken off the list until they are given on: 离职先交接', async () => {
    const tile = await site.opens(SUN, 'repair', 'walk-in', '楼梯瓷砖松动', { category: 'public-area' });
    await tile.signs(SUN, 'hand-over', to('engineering'));
    await tile.signs(WU, 'accept');
    expect(await site.changes(WU, { active: false })).toBe('409');
    await tile.signs(FENG, 'assign', { handler: ZHENG });
    expect(await site.changes(WU, { active: false })).toBe('200');
    await repaired(tile, ZHENG, SUN);
    expect(await site.changes(WU, { active: true })).toBe('200');
    expect(await tile.charges()).toEqual([]);
  });

  it('17 · the first contact leaves the company: 首接人离职', async () => {
    const pump = await site.opens(ZHOU, 'report', 'phone', '泵房夜里有响声');
    await pump.signs(ZHOU, 'hand-over', to('engineering'));
    expect(await site.changes(ZHOU, { active: false })).toBe('200');
    // What was theirs is the desk's, not of whoever happens to be there.
    for (const clock of ['answer', 'countersign']) expect(await pump.owes(clock)).toBe('customer-service');
    await pump.signs(HE, 'reply', { message: '工程部正在检查' });
    await dealtWith(pump, WANG, WANG, SUN);
    await pump.signs(ZHAO, 'countersign');
    expect(await site.changes(ZHOU, { active: true })).toBe('200');
    expect(await pump.charges()).toEqual([]);
  });

  it('18 · the director is on leave when the desk asks to be excused: 主任请假', async () => {
    await site.away(WEI, 24);
    const map = await site.opens(SUN, 'enquiry', 'walk-in', '想看小区的消防图纸');
    await map.signs(SUN, 'request-exemption', {
      ...{ clock: 'answer-1-1', reason: '图纸要到公司档案室调取', until: site.now(48) },
    });
    // What the desk owes its own manager does not excuse.
    const grant = { clock: 'answer-1-1', reason: '情况属实' };
    expect(await map.refuses(LI, 'grant-exemption', grant)).toBe('403');
    await map.signs(HAN, 'grant-exemption', grant);
    await map.signs(SUN, 'hand-over', to('engineering'));
    await map.signs(WANG, 'accept');
    await site.after('PT30H');
    await map.signs(SUN, 'reply', { message: '图纸已调到，请来查看' });
    await map.signs(WANG, 'complete', DONE);
    await map.signs(WANG, 'return', GIVEN_BACK);
    await map.signs(SUN, 'follow-up', RESOLVED);
    await site.back(WEI);
    expect(await map.charges()).toEqual([]);
  });

  it('19 · the only receptionist has done the work herself: 接待员自己办的事', async () => {
    for (const who of [ZHOU, HE, LI]) await site.away(who, 6);
    const board = await site.opens(SUN, 'report', 'walk-in', '公告栏贴满了广告');
    await board.signs(SUN, 'hand-over', to('customer-service'));
    await board.signs(SUN, 'accept');
    await board.signs(SUN, 'reply', { message: '现在就去清' });
    await board.signs(SUN, 'complete', DONE);
    // Nobody gives it back to herself, nor asks how well she did it: the director takes the leaders' place.
    expect([await board.owes('handling'), await board.refuses(SUN, 'return', GIVEN_BACK)]).toEqual([
      WEI,
      '403',
    ]);
    await board.signs(WEI, 'return', GIVEN_BACK);
    expect([await board.owes('follow-up'), await board.refuses(SUN, 'follow-up', RESOLVED)]).toEqual([
      WEI,
      '403',
    ]);
    await board.signs(WEI, 'follow-up', RESOLVED);
    for (const who of [ZHOU, HE, LI]) await site.back(who);
    expect(await board.charges()).toEqual([]);
  });

  it('20 · the manager sleeps over a complaint: 经理压着投诉不办', async () => {
    await site.at('09:00');
    const smoke = await site.complaint(SUN, 'walk-in', '楼下烧烤油烟太大');
    await site.at('18:00');
    await site.at('08:00');
    // The receptionist could not do anything about it, and nothing of it is hers.
    expect(await smoke.charges()).toEqual(['customer-service dispatch', `case about ${LI}`]);
    expect(await smoke.told()).toEqual([HE, LI, SUN, WEI, ZHAO].toSorted());
    await smoke.signs(LI, 'hand-over', to('security'));
    await smoke.signs(SUN, 'reply', { message: '保安部已去劝离' });
    await dealtWith(smoke, CHEN, CHEN, SUN);
  });

  it('and the month holds against each what was theirs alone', async () => {
    expect(await site.heldAgainst('2026-10')).toEqual([`${LI} onTime.dispatch 楼下烧烤油烟太大`]);
  });
});

describe('repairs', () => {
  from('2026-10-12 08:30');

  /** An ordinary repair, handed over to engineering. */
  const handedOver = async (subject: string, more: object = {}) => {
    const matter = await site.opens(SUN, 'repair', 'walk-in', subject, { category: 'door-window', ...more });
    await matter.signs(SUN, 'hand-over', to('engineering'));
    return matter;
  };

  it('21 · an appointment in three days: 约在三天后上门', async () => {
    const [begins, ends] = [local('2026-10-15 14:00'), local('2026-10-15 16:00')];
    const window = await handedOver('窗户关不严', { appointment: { from: begins, to: ends } });
    await window.signs(WU, 'accept');
    expect([await window.owes('arrival'), await window.due('arrival')]).toEqual([WU, ends]);
    expect(await window.due('return')).toBe(local('2026-10-15 20:00'));
    await site.at('Thursday 15:30');
    await repaired(window, WU, SUN);
    expect(await window.charges()).toEqual([]);
  });

  it('22 · a part is on order for ten days: 配件要等十天', async () => {
    const motor = await handedOver('车库门电机坏了');
    await motor.signs(WU, 'accept');
    await motor.signs(WU, 'arrive');
    await motor.signs(WANG, 'request-exemption', {
      ...{ clock: 'return-1-1', reason: '电机需厂家发货', until: site.now(240) },
    });
    await motor.signs(WEI, 'grant-exemption', { clock: 'return-1-1', reason: '配件采购周期' });
    await site.after('P9D');
    expect(await motor.state('return')).toBe('running');
    await motor.signs(WU, 'complete', DONE);
    await motor.signs(WU, 'return', GIVEN_BACK);
    await motor.signs(SUN, 'follow-up', RESOLVED);
    expect(await motor.charges()).toEqual([]);
  });

  it('23 · to be excused is refused, and who came late came late: 不同意延期', async () => {
    const hinge = await handedOver('衣柜门掉了下来');
    await hinge.signs(WU, 'accept');
    const late = { clock: 'arrival-1-1', reason: '想先吃饭', until: site.now(3) };
    await hinge.signs(WU, 'request-exemption', late);
    await hinge.signs(LI, 'refuse-exemption', { clock: 'arrival-1-1', reason: '不属特殊情况' });
    await site.after('PT62M');
    await repaired(hinge, WU, SUN);
    // His own lateness, nobody else's, and no case for two minutes.
    expect(await hinge.charges()).toEqual([`${WU} arrival`]);
  });

  it('24 · to be excused is granted when it is too late for it: 批得太晚', async () => {
    const latch = await handedOver('阳台门插销坏了');
    await latch.signs(WU, 'accept');
    const soon = { clock: 'arrival-1-1', reason: '路上堵车', until: site.now(1.2) };
    await latch.signs(WU, 'request-exemption', soon);
    await site.after('PT80M');
    await latch.signs(LI, 'grant-exemption', { clock: 'arrival-1-1', reason: '情况属实' });
    await site.after('PT3H');
    await repaired(latch, WU, SUN);
    // He kept neither the one time nor the other: one lateness, and one case for the three hours after.
    expect(await latch.charges()).toEqual([`${WU} arrival`, `case about ${WU}`]);
  });

  it('25 · he was there in time, and his telephone found the network later: 地下室没有信号', async () => {
    const valve = await handedOver('地下室门变形');
    await valve.signs(WU, 'accept');
    await site.after('PT40M');
    const performedAt = site.now();
    await site.after('PT35M');
    // It was a breach as long as nobody knew; the month, at the end, holds nothing of it against him.
    await valve.signs(WU, 'arrive', { performedAt });
    await valve.signs(LI, 'grant-exemption', { clock: 'arrival-1-1', reason: '监控显示按时到达' });
    await valve.signs(WU, 'complete', DONE);
    await valve.signs(WU, 'return', GIVEN_BACK);
    await valve.signs(SUN, 'follow-up', RESOLVED);
  });

  it('26 · the resident rings back after twenty minutes: 业主二十分钟后回电', async () => {
    const drain = await handedOver('防盗门猫眼松动');
    await drain.signs(WU, 'accept');
    await drain.signs(WU, 'arrive');
    await drain.signs(WU, 'complete', DONE);
    await drain.signs(WU, 'return', GIVEN_BACK);
    await site.at('10:00');
    await drain.signs(SUN, 'follow-up', NOT_REACHED);
    await site.after('PT20M');
    expect(await drain.refuses(SUN, 'follow-up', NOT_REACHED)).toBe('409');
    await drain.signs(ZHOU, 'follow-up', RESOLVED);
    expect(await drain.charges()).toEqual([]);
  });

  it('27 · the resident cannot be reached, on two days: 业主联系不上', async () => {
    const blind = await handedOver('百叶窗拉不动');
    await blind.signs(WU, 'accept');
    await blind.signs(WU, 'arrive');
    await blind.signs(WU, 'complete', DONE);
    await blind.signs(WU, 'return', GIVEN_BACK);
    await blind.signs(SUN, 'follow-up', NOT_REACHED);
    await site.after('PT3H');
    await blind.signs(SUN, 'follow-up', NOT_REACHED);
    await site.after('PT3H');
    expect(await blind.refuses(SUN, 'follow-up', NOT_REACHED)).toBe('409');
    await site.at('08:30');
    const done = await blind.signs(SUN, 'follow-up', NOT_REACHED);
    expect(done).toMatchObject({ status: 'followed-up', followUp: { outcome: 'unreachable' } });
    expect(await blind.charges()).toEqual([]);
  });

  it('28 · nobody need drive out, a word on the telephone does: 电话里就解决了', async () => {
    const remote = await handedOver('门禁对讲没声音');
    await remote.signs(WANG, 'accept', { handler: WU });
    await remote.signs(WANG, 'complete', { outcome: '指导业主打开音量', noVisit: true });
    await remote.signs(WANG, 'return', GIVEN_BACK);
    await remote.signs(SUN, 'follow-up', RESOLVED);
    expect(await remote.charges()).toEqual([]);
  });

  it('29 · what was ordinary turns out to be urgent: 变成了急修', async () => {
    const lift = await handedOver('电梯有异响', { category: 'elevator' });
    await lift.told();
    await lift.signs(SUN, 'amend', { fields: { urgent: true }, reason: '有人被困' });
    await site.settles();
    expect(await lift.toldAlready()).toEqual([FENG, WANG, WU, ZHENG].toSorted());
    await lift.signs(ZHENG, 'accept');
    expect(await lift.due('arrival')).toBe(site.now(0.25));
    await repaired(lift, ZHENG, SUN);
    expect(await lift.charges()).toEqual([]);
  });

  it('30 · the work is given to another: 改派', async () => {
    const knob = await handedOver('门把手断了');
    await knob.signs(WU, 'accept');
    await site.after('PT50M');
    await knob.told();
    await knob.signs(FENG, 'assign', { handler: ZHENG });
    expect([await knob.owes('arrival'), await knob.due('arrival')]).toEqual([ZHENG, site.now(1)]);
    expect(await knob.told()).toEqual([ZHENG]);
    expect(await knob.refuses(WU, 'arrive')).toBe('403');
    await site.after('PT50M');
    await repaired(knob, ZHENG, SUN);
    expect(await knob.charges()).toEqual([]);
  });

  it('31 · a worker is asked in the stairwell and takes it at once: 维修工直接接单', async () => {
    const switchBox = await site.opens(WU, 'repair', 'direct', '楼道开关坏了', { category: 'public-area' });
    expect([await switchBox.owes('arrival'), await switchBox.owes('dispatch')]).toEqual([WU, undefined]);
    await switchBox.signs(WU, 'arrive');
    await switchBox.signs(WU, 'complete', DONE);
    await switchBox.signs(WU, 'return', GIVEN_BACK);
    // He was first contact and handler, so the desk asks how it went, and owes it.
    expect(await switchBox.owes('follow-up')).toBe('customer-service');
    expect(await switchBox.refuses(WU, 'follow-up', RESOLVED)).toBe('403');
    await switchBox.signs(ZHOU, 'follow-up', RESOLVED);
    expect(await switchBox.charges()).toEqual([]);
  });

  it('32 · a guard asks for his own guardroom: 门岗自己报修', async () => {
    const stove = await site.opens(CHU, 'repair', 'staff', '门岗的空调不制冷', { category: 'other' });
    const { firstContact } = await stove.now();
    expect(await stove.told()).toEqual([CHU, firstContact].toSorted());
    expect(await stove.owes('dispatch')).toBe(firstContact);
    await stove.signs(firstContact, 'hand-over', to('engineering'));
    await stove.signs(WU, 'accept');
    await repaired(stove, WU, firstContact);
    await stove.signs(CHU, 'rate', { satisfaction: 4 });
    expect(await stove.charges()).toEqual([]);
  });

  it('33 · not resolved, and a second round by another: 返修', async () => {
    const frame = await handedOver('纱窗框变形');
    await frame.signs(WU, 'accept');
    await frame.signs(WU, 'arrive');
    await frame.signs(WU, 'complete', DONE);
    await frame.signs(WU, 'return', GIVEN_BACK);
    await frame.signs(SUN, 'follow-up', NOT_RESOLVED);
    expect(await frame.now()).toMatchObject({ status: 'handed-over', round: 2, section: 'engineering' });
    expect(await frame.owes('acceptance')).toBe('engineering');
    const told = await frame.told();
    expect(told).toEqual(expect.arrayContaining([FENG, WANG, ZHAO]));
    await frame.signs(ZHENG, 'accept');
    await repaired(frame, ZHENG, SUN);
    expect(await frame.charges()).toEqual([]);
  });

  it('and the month holds against each what was theirs alone', async () => {
    expect(await site.heldAgainst('2026-10')).toEqual([
      `${WU} onTime.arrival 衣柜门掉了下来`,
      `${WU} onTime.arrival 阳台门插销坏了`,
    ]);
  });
});

describe('what residents say, sign and take back', () => {
  from('2026-10-12 08:30');
  const NEIGHBOUR = { name: '周玉兰', phone: '13900001111', address: '2栋1单元101' };
  const BY_NEIGHBOUR = { signer: '周玉兰', path: SIGNED.path };

  it('34 · a caller without a mail address is told by whoever is spoken to: 没有邮箱的业主', async () => {
    const bill = await site.opens(SUN, 'enquiry', 'phone', '水费怎么比上月多', { resident: NEIGHBOUR });
    const answer = { answer: '上月含补抄，明细可来前台看' };
    expect(await bill.refuses(SUN, 'answer', answer)).toBe('400 /by');
    await bill.signs(SUN, 'answer', { ...answer, by: 'phone' });
    await bill.signs(ZHOU, 'follow-up', RESOLVED);
    expect(await bill.owes('countersign')).toBe(SUN);
    await site.after('P1D');
    await bill.signs(ZHOU, 'countersign', { signature: BY_NEIGHBOUR });
    expect(await bill.charges()).toEqual([]);
  });

  it('35 · a letter from somebody without a login: 无账号业主来信', async () => {
    const lawn = await site.opens(SUN, 'report', 'letter', '草坪被车压坏', { resident: NEIGHBOUR });
    await lawn.signs(SUN, 'hand-over', to('cleaning'));
    await lawn.signs(KONG, 'accept', { handler: SHI });
    expect(await lawn.refuses(SUN, 'reply', { message: '已安排补种' })).toBe('400 /by');
    await lawn.signs(SUN, 'reply', { message: '已安排补种', by: 'letter' });
    await lawn.signs(SHI, 'complete', DONE);
    // Whoever does the work takes the signature at the door.
    await lawn.signs(SHI, 'countersign', { signature: BY_NEIGHBOUR });
    await lawn.signs(KONG, 'return', GIVEN_BACK);
    await lawn.signs(SUN, 'follow-up', RESOLVED);
    expect(await lawn.charges()).toEqual([]);
  });

  it('36 · declined, objected to, and decided by the director: 婉拒后业主不服', async () => {
    const wall = await site.opens(QIAN, 'special-service', 'online', '请替我把两户打通');
    const no = { reason: '承重墙不能拆' };
    expect(await wall.refuses(SUN, 'decline', no)).toBe('403');
    await wall.signs(LI, 'decline', no);
    expect(await wall.told()).toContain(QIAN);
    await wall.signs(QIAN, 'object', { reason: '别的楼已经打通' });
    expect(await wall.told()).toEqual(expect.arrayContaining([HE, LI]));
    expect(await wall.refuses(LI, 'decline', no)).toBe('403');
    await wall.signs(WEI, 'decline', { reason: '已核实，均未获批' });
    await wall.signs(SUN, 'follow-up', { reached: true, resolved: true });
    expect(await wall.charges()).toEqual([]);
  });

  it('37 · praise of a worker, and of the receptionist who received it: 表扬', async () => {
    const thanks = await site.opens(SUN, 'praise', 'walk-in', '吴师傅冒雨修好水管', {
      praise: { person: WU },
    });
    await thanks.signs(SUN, 'answer', { answer: '谢谢，已转达' });
    expect((await thanks.signs(SUN, 'archive')).status).toBe('archived');
    await site.away(ZHOU, 1);
    const kind = await site.opens(QIAN, 'praise', 'online', '小孙耐心又细致', { praise: { person: SUN } });
    // She received it and may not answer it, so she does not owe the answer either.
    expect([await kind.refuses(SUN, 'answer', { answer: '谢谢' }), await kind.owes('answer')]).toEqual([
      '403',
      'customer-service',
    ]);
    await kind.signs(LI, 'answer', { answer: '谢谢您的肯定' });
    await site.back(ZHOU);
    expect(await kind.charges()).toEqual([]);
  });

  it('38 · nobody comes to sign: 迟迟不来补签', async () => {
    const bike = await site.opens(SUN, 'enquiry', 'phone', '电动车在哪里充电', { resident: NEIGHBOUR });
    await bike.signs(SUN, 'answer', { answer: '车棚东侧', by: 'phone' });
    await bike.signs(SUN, 'follow-up', RESOLVED);
    const gone = { reason: '业主出国，无法补签' };
    await site.after('P2D');
    expect(await bike.refuses(LI, 'write-off', gone)).toBe('409');
    await site.after('P1D');
    expect(await bike.refuses(SUN, 'write-off', gone)).toBe('403');
    await bike.signs(LI, 'write-off', gone);
    expect(await bike.charges()).toEqual([]);
  });

  it('39 · what was signed is written anew, and signed anew: 更正后重新签字', async () => {
    const roof = await site.opens(SUN, 'report', 'walk-in', '楼顶平台有积水');
    await roof.told();
    await roof.signs(SUN, 'amend', { fields: { subject: '3栋楼顶平台积水，渗到顶层' }, reason: '补充楼号' });
    expect([await roof.owes('countersign'), await roof.told()]).toEqual([SUN, [ZHAO]]);
    await roof.signs(ZHAO, 'countersign');
    await roof.signs(SUN, 'hand-over', to('engineering'));
    await roof.signs(SUN, 'reply', { message: '已转工程部' });
    await dealtWith(roof, WANG, WANG, SUN);
    expect(await roof.charges()).toEqual([]);
  });

  it('40 · taken back on the telephone: 电话撤回', async () => {
    const bulb = await site.opens(SUN, 'repair', 'walk-in', '楼道灯泡坏了', { category: 'public-area' });
    await bulb.signs(SUN, 'hand-over', to('engineering'));
    await bulb.signs(WU, 'accept');
    await bulb.told();
    const word = { reason: '邻居已经换好' };
    expect(await bulb.refuses(SUN, 'withdraw', word)).toBe('400 /record');
    await bulb.signs(SUN, 'withdraw', { ...word, record: { at: site.now(), words: '不用来了' } });
    expect(await bulb.told()).toContain(ZHAO);
    await site.after('P2D');
    // Who was on the way to it is charged with nothing.
    expect(await bulb.charges()).toEqual([]);
  });

  it('41 · a complaint is taken back in writing alone: 撤诉要签字', async () => {
    const drill = await site.complaint(SUN, 'walk-in', '楼上装修钻墙');
    const word = { reason: '已经和解' };
    const record = { at: site.now(), words: '他说算了' };
    expect(await drill.refuses(SUN, 'withdraw', { ...word, record })).toBe('400 /signature');
    await drill.signs(SUN, 'withdraw', { ...word, signature: SIGNED });
    expect((await drill.signs(SUN, 'archive')).status).toBe('archived');
    expect(await drill.charges()).toEqual([]);
  });

  it('42 · what the desk cannot know is asked above: 请示', async () => {
    await site.at('Thursday 09:00');
    const rent = await site.opens(SUN, 'enquiry', 'walk-in', '地下室可以租给我吗');
    await rent.told();
    await rent.signs(SUN, 'consult', { person: WEI, question: '地下室对外出租吗' });
    expect([await rent.told(), await rent.owes('answer')]).toEqual([[WEI], SUN]);
    await rent.signs(WEI, 'advise', { text: '人防工程，不出租' });
    expect(await rent.told()).toEqual([SUN]);
    await rent.signs(SUN, 'answer', { answer: '属人防工程，不能出租' });
    await rent.signs(SUN, 'follow-up', RESOLVED);
    expect(await rent.charges()).toEqual([]);
  });

  it('43 · a note among colleagues is not the resident’s to read: 内部备注', async () => {
    const pool = await site.opens(SUN, 'suggestion', 'walk-in', '希望开放游泳池');
    await pool.signs(SUN, 'note', { text: '此户去年也提过' });
    expect(await pool.told()).not.toContain(LI);
    for (const path of ['', '/ledger', '/copies/resident']) {
      const { status, text } = await site.as(ZHAO).get(`/sheets/${pool.id}${path}`);
      expect([status, text.includes('去年也提过')]).toEqual([200, false]);
    }
    expect((await site.as(ZHOU).get(`/sheets/${pool.id}/ledger`)).text).toContain('去年也提过');
    await pool.signs(SUN, 'answer', { answer: '明年夏天开放', adopted: true });
    await pool.signs(SUN, 'follow-up', RESOLVED);
    expect(await pool.charges()).toEqual([]);
  });

  it('44 · the resident’s own mark goes before what the desk wrote down: 业主自己评分', async () => {
    const lamp = await site.opens(SUN, 'repair', 'walk-in', '台灯插座松动', { category: 'electricity' });
    await lamp.signs(SUN, 'hand-over', to('engineering'));
    await lamp.signs(ZHENG, 'accept');
    await repaired(lamp, ZHENG, SUN);
    expect(await lamp.refuses(SUN, 'rate', { satisfaction: 5 })).toBe('403');
    await lamp.signs(ZHAO, 'rate', { satisfaction: 1 });
    expect((await lamp.signs(SUN, 'archive')).status).toBe('archived');
    expect(await site.figure('2026-10', ZHENG, 'satisfied')).toMatchObject({ numerator: 0, denominator: 1 });
    expect(await lamp.charges()).toEqual([]);
  });

  it('45 · it leaks again, three days after: 业主事后异议', async () => {
    const sink = await site.opens(SUN, 'repair', 'walk-in', '水槽下面渗水', { category: 'water' });
    await sink.signs(SUN, 'hand-over', to('engineering'));
    await sink.signs(WU, 'accept');
    await repaired(sink, WU, SUN);
    await site.after('P3D');
    await sink.told();
    await sink.signs(ZHAO, 'object', { reason: '又漏了' });
    expect(await sink.now()).toMatchObject({ status: 'handed-over', round: 2 });
    expect(await sink.told()).toEqual(expect.arrayContaining([FENG, WANG]));
    await sink.signs(ZHENG, 'accept');
    await repaired(sink, ZHENG, SUN);
    expect(await sink.charges()).toEqual([]);
  });

  it('46 · nobody has a last word, and it comes to rest: 一周后自动归档', async () => {
    const mat = await site.opens(SUN, 'enquiry', 'walk-in', '地垫多久清洗一次', { answer: '每周一' });
    await mat.signs(SUN, 'follow-up', RESOLVED);
    expect(await mat.refuses(SUN, 'archive')).toBe('409');
    await site.after('P7DT2M');
    expect((await mat.now()).status).toBe('archived');
    expect(await mat.charges()).toEqual([]);
  });

  it('47 · a neighbour comes for somebody who lies ill: 邻居代为登记', async () => {
    const forZhao = { signer: '孙大妈', path: SIGNED.path, onBehalf: { name: '赵敏', relation: '邻居' } };
    const ramp = await site.opens(SUN, 'report', 'walk-in', '无障碍坡道太滑', { signature: forZhao });
    expect((await ramp.now()).signatures).toMatchObject([{ signer: '孙大妈' }]);
    await ramp.signs(SUN, 'hand-over', to('cleaning'));
    await ramp.signs(SUN, 'reply', { message: '明天铺防滑垫' });
    expect(await ramp.told()).toContain(ZHAO);
    await dealtWith(ramp, KONG, KONG, SUN);
    expect(await ramp.charges()).toEqual([]);
  });

  it('and the month holds nothing against anybody', async () => {
    expect(await site.heldAgainst('2026-10')).toEqual([]);
  });
});

describe('sections among themselves, and complaints', () => {
  from('2026-10-12 08:30');

  it('48 · the wrong section sends it back, the next may not: 转错部门', async () => {
    const cable = await site.opens(SUN, 'report', 'walk-in', '电线垂到人行道上');
    await cable.signs(SUN, 'hand-over', to('security'));
    await cable.told();
    await cable.signs(LU, 'dispute', { reason: '属工程部' });
    expect(await cable.told()).toEqual([HE, LI, SUN].toSorted());
    expect(await cable.owes('dispatch')).toBe(LI);
    expect(await cable.refuses(SUN, 'hand-over', to('engineering'))).toBe('403');
    await cable.signs(LI, 'hand-over', to('engineering'));
    expect(await cable.refuses(WANG, 'dispute', { reason: '属供电局' })).toBe('409');
    await cable.signs(SUN, 'reply', { message: '工程部马上处理' });
    await dealtWith(cable, WANG, WANG, SUN);
    expect(await cable.charges()).toEqual([]);
  });

  it('49 · one section has done its part, a further one goes on: 多部门会签', async () => {
    const flood = await site.opens(SUN, 'report', 'walk-in', '地库进水，满地泥');
    await flood.signs(SUN, 'hand-over', to('engineering'));
    await flood.signs(SUN, 'reply', { message: '先抽水，再清洗' });
    await flood.signs(WANG, 'accept');
    await flood.signs(WANG, 'complete', { outcome: '水已抽干' });
    await flood.signs(WANG, 'return', GIVEN_BACK);
    await flood.signs(SUN, 'hand-over', to('cleaning'));
    expect([await flood.owes('acceptance'), await flood.owes('follow-up')]).toEqual(['cleaning', undefined]);
    await dealtWith(flood, KONG, KONG, SUN);
    expect(await flood.now()).toMatchObject({ round: 1, opinions: [{}, {}, {}, {}] });
    expect(await flood.charges()).toEqual([]);
  });

  it('50 · a complaint of a receptionist while the director is on leave: 投诉接待员，主任请假', async () => {
    await site.away(WEI, 24);
    const curt = await site.complaint(ZHOU, 'walk-in', '接待员挂我电话', { person: SUN });
    expect(await curt.told()).toEqual([HAN, ZHAO]);
    expect(await curt.owes('dispatch')).toBe(HAN);
    expect(await curt.refuses(SUN, 'reply', { message: '我没有' })).toBe('404');
    await curt.signs(HAN, 'accept');
    await curt.signs(ZHOU, 'reply', { message: '监督人正在了解' });
    await curt.signs(HAN, 'complete', DONE);
    await curt.signs(HAN, 'return', GIVEN_BACK);
    await curt.signs(ZHOU, 'follow-up', RESOLVED);
    await site.back(WEI);
    expect(await curt.charges()).toEqual([]);
  });

  it('51 · a complaint of all of customer service: 投诉整个客服部', async () => {
    const slow = await site.complaint(ZHAO, 'online', '前台没人接电话', { section: 'customer-service' });
    expect(await slow.told()).toEqual([WEI, ZHAO]);
    expect([await slow.owes('answer'), await slow.owes('dispatch')]).toEqual([WEI, WEI]);
    expect(await slow.refuses(LI, 'urge', { message: '请快' })).toBe('404');
    await slow.signs(WEI, 'accept');
    await slow.signs(WEI, 'reply', { message: '本周起加一条线路' });
    await slow.signs(WEI, 'complete', DONE);
    await slow.signs(WEI, 'return', GIVEN_BACK);
    // The director handled it, the deputy asks how it went: and owes it.
    expect(await slow.refuses(WEI, 'follow-up', RESOLVED)).toBe('403');
    expect(await slow.owes('follow-up')).toBe(JIANG);
    await slow.signs(JIANG, 'follow-up', RESOLVED);
    expect(await slow.charges()).toEqual([]);
  });

  it('52 · the director goes on leave in the middle of it: 主任办到一半请假', async () => {
    const scold = await site.complaint(SUN, 'walk-in', '工程部经理当众骂人', { person: WANG });
    await scold.signs(WEI, 'accept');
    await site.away(WEI, 24);
    expect(await scold.owes('handling')).toBe(HAN);
    await scold.signs(SUN, 'reply', { message: '上级已在了解' });
    await scold.signs(HAN, 'complete', DONE);
    await scold.signs(HAN, 'return', GIVEN_BACK);
    await scold.signs(SUN, 'follow-up', RESOLVED);
    await site.back(WEI);
    expect(await scold.charges()).toEqual([]);
  });

  it('53 · a complaint of the director: 投诉主任', async () => {
    const fees = await site.complaint(SUN, 'walk-in', '主任私自涨停车费', { person: WEI });
    expect(await fees.told()).toEqual([HAN, ZHAO]);
    expect([await fees.owes('dispatch'), await fees.refuses(WEI, 'accept')]).toEqual([HAN, '404']);
    await fees.signs(HAN, 'accept');
    await fees.signs(SUN, 'reply', { message: '公司已介入' });
    await fees.signs(HAN, 'complete', DONE);
    await fees.signs(HAN, 'return', GIVEN_BACK);
    await fees.signs(SUN, 'follow-up', RESOLVED);
    expect(await fees.charges()).toEqual([]);
  });

  it('54 · a complaint without a name, with a picture: 匿名投诉附照片', async () => {
    const picture = await uploaded(site.as(ZHAO), PICTURE);
    const more = { anonymous: true };
    const trash = await site.complaint(ZHAO, 'online', '垃圾桶两天没清', { person: SHI }, more, [picture]);
    await trash.signs(LI, 'hand-over', to('cleaning'));
    await trash.signs(KONG, 'accept');
    const seen = await site.as(KONG).get(`/sheets/${trash.id}`);
    expect([seen.text.includes('赵敏'), seen.text.includes('resident-zhao')]).toEqual([false, false]);
    expect((await site.as(KONG).get(`/files/${picture}`, { accept: 'application/json' })).status).toBe(200);
    await trash.signs(LI, 'reply', { message: '今天起每天两次' });
    expect(await trash.told()).toContain(ZHAO);
    await trash.signs(KONG, 'complete', DONE);
    await trash.signs(KONG, 'return', GIVEN_BACK);
    const { firstContact } = await trash.now();
    await trash.signs(firstContact, 'follow-up', RESOLVED);
    expect(await trash.charges()).toEqual([]);
  });

  it('55 · it turns out to be the manager who is meant: 原来投诉的是经理', async () => {
    const rude = await site.complaint(SUN, 'walk-in', '保安部的人出言不逊');
    await rude.signs(LI, 'hand-over', to('security'));
    const { complaint } = await rude.now();
    const fields = { complaint: { ...(complaint as object), against: { person: CHEN } } };
    await rude.signs(SUN, 'amend', { fields, reason: '业主认出是经理', signature: SIGNED });
    expect([await rude.owes('acceptance'), await rude.owes('dispatch')]).toEqual([undefined, WEI]);
    expect(await rude.refuses(CHEN, 'accept')).toBe('404');
    await rude.signs(WEI, 'accept');
    await rude.signs(SUN, 'reply', { message: '已报主任' });
    await rude.signs(WEI, 'complete', DONE);
    await rude.signs(WEI, 'return', GIVEN_BACK);
    await rude.signs(SUN, 'follow-up', RESOLVED);
    expect(await rude.charges()).toEqual([]);
  });

  it('and the month holds nothing against anybody', async () => {
    expect(await site.heldAgainst('2026-10')).toEqual([]);
  });
});
