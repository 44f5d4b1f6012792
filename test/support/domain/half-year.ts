/** Half a year of a site by the domain alone: sheets come in, people are mostly quick, and every clock rings in time. */

import { DomainError, type Reason } from '../../../shared/domain/kernel/errors.ts';
import type { Actor } from '../../../shared/domain/model/directory.ts';
import type { Command, Kind, OpenCommand, Sheet, SheetEvent } from '../../../shared/domain/model/sheet.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { evolve } from '../../../shared/domain/sheets/evolve.ts';
import { open } from '../../../shared/domain/sheets/open.ts';
import { withOwes } from '../../../shared/domain/sheets/owing.ts';
import { watch } from '../../../shared/domain/sheets/watch.ts';
import { COMPLAINT, DIRECTORY, person, SITE } from '../factories.ts';
import { randomFrom } from '../random.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KINDS: readonly Kind[] = [
  ...(['repair', 'repair', 'repair', 'complaint', 'complaint', 'enquiry', 'report', 'praise'] as const),
];
const PRAISED = [{ person: 'worker-wu' }, { person: 'receptionist-sun' }, { section: 'security' }];
const SIGNATURE = { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' };
/** What the resident said of a withdrawal, as the desk wrote it down. */
const WORD = { record: { at: '2026-01-01T00:00:00.000Z', words: '不用来了' } };
const ADDRESSES = ['1栋2单元301', '1栋 2单元 301', '3栋1单元102'];

/** One sheet: what happened, and the sheet after each time that something did. */
export interface Lived {
  readonly events: readonly SheetEvent[];
  readonly states: readonly Sheet[];
}

/**
 * So many sheets, opened within the 180 days from an instant (milliseconds since 1970). Where people are diligent, hardly
 * anything is late, and residents are content.
 */
export function halfYear(seed: number, sheets: number, from: number, isDiligent = false): readonly Lived[] {
  const random = randomFrom(seed);
  return Array.from({ length: sheets }, (_, nth) => {
    const openedAt = from + Math.floor((random() * 180 * DAY) / MINUTE) * MINUTE;
    return lifeOf(nth, openedAt, random, isDiligent);
  });
}

const iso = (at: number) => new Date(at).toISOString();

/** What is refused for now alone: whoever tries it does so again later. */
const NOT_YET: readonly Reason[] = [
  ...(['tried-just-now', 'tried-at-night', 'third-try-same-day'] as const),
  ...(['archive-waits', 'write-off-too-early'] as const),
];

function lifeOf(nth: number, openedAt: number, random: () => number, isDiligent: boolean): Lived {
  const first = opening(nth, openedAt, random);
  const events: SheetEvent[] = [first];
  let sheet = evolve(undefined, first);
  const states: Sheet[] = [sheet];
  const happened = (written: readonly SheetEvent[]) => {
    if (written.length === 0) return;
    events.push(...written);
    sheet = written.reduce<Sheet>(evolve, sheet);
    states.push(sheet);
  };
  let now = openedAt;
  for (let step = 0; step < 60; step += 1) {
    const slow = isDiligent ? random() * 0.7 : random();
    const most = isDiligent
      ? 3
      : slow < 0.7
        ? 12
        : slow < 0.9
          ? 90
          : (sheet.kind === 'repair' ? 3 : 9) * 24 * 60;
    now += Math.ceil(random() * most) * MINUTE;
    for (const clock of sheet.clocks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))) {
      const rings = Date.parse(clock.dueAt) + MINUTE;
      // A minute after the deadline, as timers do; what is later is found by the step itself.
      if (rings <= now) happened(watch(sheet, { watch: 'breach', clock: clock.id }, DIRECTORY, iso(rings)));
    }
    const next = nextOf(sheet, random, iso(now), isDiligent);
    if (next === undefined) break;
    const [who, command] = next;
    const result = decide(sheet, command, who, DIRECTORY, { now: iso(now) });
    if (result instanceof DomainError && NOT_YET.includes(result.reason)) {
      now += (result.reason === 'archive-waits' ? 7 * 24 * 60 : 180) * MINUTE;
      continue;
    }
    if (result instanceof DomainError) throw new Error(`${command.step} by ${who.id}: ${result.reason}`);
    happened(result);
  }
  return { events, states };
}

function opening(nth: number, at: number, random: () => number) {
  const kind = oneOf(KINDS, random);
  const isDirect = kind === 'repair' && random() < 0.2;
  const onTheSpot = kind !== 'repair' && kind !== 'complaint' && random() < 0.5;
  const praise = kind === 'praise' ? { praise: oneOf(PRAISED, random) } : {};
  const command: OpenCommand = {
    site: SITE.id,
    kind,
    channel: isDirect ? 'direct' : random() < 0.3 ? 'phone' : 'walk-in',
    subject: '楼道灯不亮',
    resident: { name: '赵敏', phone: '13800005678', address: oneOf(ADDRESSES, random) },
    ...(kind === 'repair' ? { category: oneOf(['water', 'elevator', 'other'], random) } : {}),
    ...(kind === 'complaint' ? { complaint: COMPLAINT } : {}),
    ...(onTheSpot && praise.praise?.person === undefined ? { answer: '是的' } : {}),
    ...praise,
  };
  const caller = person(isDirect ? 'worker-wu' : oneOf(['receptionist-sun', 'receptionist-zhou'], random));
  const id = `01KAV000000000000000${String(nth).padStart(6, '0')}`;
  const context = { now: iso(at), id, nth: 1, turns: {}, caller, resident: undefined };
  const event = open(command, actorOf(caller), DIRECTORY, context);
  if (event instanceof DomainError) throw new Error(event.reason);
  return event;
}

function oneOf<T>(of: readonly T[], random: () => number): T {
  return of[Math.floor(random() * of.length)] as T;
}

const as = (id: string): Actor => actorOf(person(id));
const LEADS: Readonly<Record<string, string>> = {
  engineering: 'engineering-manager-wang',
  security: 'security-manager-chen',
};
const WORKERS: Readonly<Record<string, readonly string[]>> = {
  engineering: ['worker-wu', 'worker-zheng'],
  security: ['guard-chu'],
};

/** What somebody does next; nothing where it is over. */
function nextOf(
  sheet: Sheet,
  random: () => number,
  now: string,
  isDiligent: boolean,
): readonly [Actor, Command] | undefined {
  const exemption = exemptionOf(sheet, random, now);
  if (exemption !== undefined) return exemption;
  if (sheet.owesSignature && sheet.status !== 'withdrawn' && random() < 0.2) return signatureFor(random);
  const chance = random();
  const lead = as(LEADS[sheet.section ?? ''] ?? 'cs-manager-li');
  const handler = as(sheet.handler ?? 'worker-wu');
  const other = sheet.firstContact === 'receptionist-sun' ? 'receptionist-zhou' : 'receptionist-sun';
  switch (sheet.status) {
    case 'registered':
      if (chance < 0.05)
        return [
          as('receptionist-sun'),
          {
            step: 'withdraw',
            reason: '不需要了',
            ...WORD,
            ...(sheet.kind === 'complaint' ? { signature: SIGNATURE } : {}),
          },
        ];
      if (sheet.kind === 'praise')
        return [as('cs-manager-li'), { step: 'answer', answer: '谢谢，已转告', by: 'phone' }];
      return [
        as('cs-manager-li'),
        { step: 'hand-over', section: oneOf(Object.keys(LEADS), random), opinion: '请处理' },
      ];
    case 'handed-over': {
      if (chance < 0.1 && !sheet.binding && !sheet.disputedBy.includes(sheet.section)) {
        return [lead, { step: 'dispute', reason: '不归我们' }];
      }
      return [lead, { step: 'accept', handler: oneOf(WORKERS[sheet.section ?? ''] ?? [], random) }];
    }
    case 'accepted':
      if (chance < 0.15) {
        return [lead, { step: 'assign', handler: oneOf(WORKERS[sheet.section ?? ''] ?? [], random) }];
      }
      if (sheet.kind === 'repair') {
        return chance < 0.25
          ? [lead, { step: 'complete', outcome: '电话指导', noVisit: true }]
          : [handler, { step: 'arrive' }];
      }
      return chance < 0.5 && !sheet.askerInformed
        ? [handler, { step: 'reply', message: '正在处理', by: 'phone' }]
        : [handler, { step: 'complete', outcome: '已处理' }];
    case 'on-site':
      return [handler, { step: 'complete', outcome: '已修好' }];
    case 'completed':
      return [lead, { step: 'return', opinion: '属实' }];
    case 'returned':
      if (chance < 0.08) {
        return [as('cs-manager-li'), { step: 'hand-over', section: 'security', opinion: '请协办' }];
      }
      return [as(other), followUp(chance, random, isDiligent)];
    case 'answered':
      if (sheet.kind === 'praise') return [as('receptionist-sun'), { step: 'archive' }];
      return [as(other), followUp(chance, random, isDiligent)];
    case 'followed-up':
      return sheet.owesSignature ? signatureFor(random) : [as('receptionist-sun'), { step: 'archive' }];
    default:
      return undefined;
  }
}

/** The resident comes by and signs, or the manager gives it up. */
function signatureFor(random: () => number): readonly [Actor, Command] {
  return random() < 0.8
    ? [as('receptionist-sun'), { step: 'countersign', signature: SIGNATURE }]
    : [as('cs-manager-li'), { step: 'write-off', reason: '联系不上' }];
}

function followUp(chance: number, random: () => number, isDiligent: boolean): Command {
  if (isDiligent) return { step: 'follow-up', reached: true, resolved: true, satisfaction: 5, attitude: 5 };
  if (chance < 0.4) return { step: 'follow-up', reached: false };
  const mark = () => 1 + Math.floor(random() * 5);
  const marks = random() < 0.8 ? { satisfaction: mark(), attitude: mark() } : {};
  return { step: 'follow-up', reached: true, resolved: chance < 0.85, ...marks };
}

/** Now and then a later deadline is asked for, before it or after, and granted or refused, soon or late. */
function exemptionOf(stored: Sheet, random: () => number, now: string) {
  const sheet = withOwes(stored, DIRECTORY);
  const request = sheet.clocks.find(({ exemption }) => exemption?.state === 'requested');
  if (request !== undefined && random() < 0.4) {
    const step = random() < 0.7 ? 'grant-exemption' : 'refuse-exemption';
    const { person: who, section } = request.owes;
    const desk =
      section === 'customer-service' ||
      who?.startsWith('receptionist') ||
      who?.startsWith('cs-') ||
      Date.parse(request.exemption?.until ?? '') - Date.parse(request.startedAt) > 3 * DAY;
    const command: Command = { step, clock: request.id, reason: '属实' };
    return [as(desk ? 'director-wei' : 'cs-manager-li'), command] as const;
  }
  const live = sheet.clocks.find(({ stoppedAt, name }) => stoppedAt === undefined && name === 'return');
  if (request !== undefined || live?.owes.section === undefined || random() > 0.2) return undefined;
  const later = live.dueAt > now ? live.dueAt : now;
  const longest = Date.parse(live.startedAt) + 30 * DAY;
  const until = iso(Math.min(Date.parse(later) + Math.ceil(random() * 20) * DAY, longest));
  if (until <= later) return undefined;
  const command: Command = { step: 'request-exemption', clock: live.id, reason: '等配件', until };
  return [as(LEADS[live.owes.section] ?? 'cs-manager-li'), command] as const;
}
