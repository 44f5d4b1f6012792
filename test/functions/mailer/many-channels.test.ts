/** Every channel at once, by a clock of its own: limits kept, nothing lost, nothing twice, what presses most first (contract section 11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byMail, pauseOf } from '../../../functions/mailer/by-mail.ts';
import { byRobot } from '../../../functions/mailer/by-robot.ts';
import type { Message } from '../../../functions/mailer/channel.ts';
import { keepGivenUp } from '../../../functions/mailer/given-up.ts';
import { post } from '../../../functions/mailer/mailer.ts';
import { postToRobot } from '../../../functions/mailer/post-robot.ts';
import { MESSAGE_TRIES } from '../../../infra/deliveries.ts';
import { type Delivery, type LocalSinks, startSinks } from '../../../infra/local/sinks.ts';
import type { Directory, Robot } from '../../../shared/domain/model/directory.ts';
import type { Notice } from '../../../shared/domain/notices/notices.ts';
import { robotOf, withRobots } from '../../../shared/domain/notices/robot-notices.ts';
import { askForLetter, asking, keepNotices, type LetterMessage } from '../../../shared/effects/notify.ts';
import { profileKey } from '../../../shared/store/table/keys.ts';
import { DIRECTORY, person, SECTIONS, SITE } from '../../support/factories.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { due, notice } from '../../support/sample-notices.ts';
import { waits } from '../../support/waiting.ts';

const START = Date.parse('2026-11-23T08:00:30.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** For how long a queue hides what a run did not finish. */
const HIDDEN_MS = 6 * MINUTE_MS;
const RECONCILE_MS = 5 * MINUTE_MS;

const ROBOTS = {
  office: { format: 'wecom', url: 'office' },
  leads: { format: 'json', url: 'leads' },
  desk: { format: 'dingtalk', url: 'desk' },
} as const satisfies Readonly<Record<string, Robot>>;
const WITH_ROBOTS: Directory = {
  ...DIRECTORY,
  site: { ...SITE, robots: [ROBOTS.office] },
  sections: SECTIONS.map((section) => {
    if (section.id === 'engineering') return { ...section, robots: [ROBOTS.leads] };
    return section.id === 'customer-service' ? { ...section, robots: [ROBOTS.desk] } : section;
  }),
};
const READERS = ['director-wei', 'engineering-manager-wang', 'cs-manager-li'] as const;
/** Whoever owes what was breached, each of them some of it. */
const OWING = Array.from({ length: 100 }, (_, nth) => `owing-${nth}`);
/** Letters that SES takes a second outside its sandbox, unless it allows more. */
const MOST_A_SECOND = 14;

let sinks: LocalSinks;
let now = START;
beforeAll(async () => {
  sinks = await startSinks({ now: () => now }, 'key', (error) => expect.unreachable(String(error)));
});
afterAll(() => sinks.stop());

/** What a crash leaves of a run: it ends, and the queue shows its message again. */
class Crash extends Error {}

/** What SES says beyond the rate of an account, with 429. */
class TooManyRequestsException extends Error {
  override readonly name = 'TooManyRequestsException';
  constructor() {
    super('Maximum sending rate exceeded.');
  }
}

interface Faults {
  /** Letters that SES takes a second. */
  readonly mailRate?: number;
  /** Whether a run ends after it has sent, before it notes that. */
  readonly crashes?: (message: Message) => boolean;
}

/** The table, the queue and the mailer, moved on from one thing that is due to the next. */
function world(name: string, { crashes = () => false, mailRate = MOST_A_SECOND }: Faults = {}) {
  const { table, items } = memoryTable();
  const people = [...READERS.map(person), ...OWING.map((id) => ({ ...person('worker-wu'), id }))];
  for (const each of people)
    items.set(`${profileKey(each.id).pk} ${profileKey(each.id).sk}`, {
      ...each,
      email: `${each.id}@riverside.example`,
    });
  const queue: { readonly at: number; readonly body: string }[] = [];
  const mails: { readonly to: string; readonly text: string; readonly at: number }[] = [];
  let mailsRefused = 0;
  /** As SES counts: what it took within the last second. */
  const carry = async ({ to, text }: { to: string; text: string }) => {
    if (mails.filter(({ at }) => at > now - 1_000).length >= mailRate) {
      mailsRefused += 1;
      throw new TooManyRequestsException();
    }
    mails.push({ to, text, at: now });
  };
  /** Until when each run that works on the queue is at work, and how long the one that works now has paused. */
  const busyUntil = new Array<number>(MESSAGE_TRIES.workersAtOnce).fill(START);
  let paused = 0;
  const dead: LetterMessage[] = [];
  now = START;
  const time = () => new Date(now).toISOString();
  const sqs = {
    send: async ({ input }: { input: { MessageBody: string; DelaySeconds: number } }) =>
      queue.push({ at: now + input.DelaySeconds * 1000, body: input.MessageBody }),
  };
  const letters = { client: sqs, queueUrl: 'queue' } as unknown as Parameters<typeof keepNotices>[1];
  const directories = async () => WITH_ROBOTS;
  let sent: Message | undefined;
  const deliver = async (robot: string, message: Message) => {
    // Each world has sinks of its own.
    await postToRobot(message, sinks.secretOf(`${name}-${robot}`), now, sinks.url);
    sent = message;
  };
  const mail = {
    ...{ table, letters, directories, baseUrl: 'https://sheets.example', sender: 'a@example.com', carry },
    ...{ timeZone: 'Asia/Shanghai', tokenOf: async () => '', logger: { warn: () => {} } },
    pause: async () => {
      paused += pauseOf(MOST_A_SECOND / MESSAGE_TRIES.workersAtOnce);
    },
  };
  const robots = { table, directories, baseUrl: 'https://sheets.example', deliver };
  const attend = async (asked: LetterMessage) => {
    const robot = robotOf(asked.person);
    sent = undefined;
    const posted = await post(
      {
        ...{ table, now: time(), channel: robot ? byRobot(robots, robot) : byMail(mail, asked.person) },
        time: () => {
          if (sent !== undefined && crashes(sent)) throw new Crash();
          return time();
        },
        giveUp: async (person, message) => {
          await keepGivenUp(table, person, message, time());
          dead.push({ person, minute: time(), message: message.id });
        },
        onRefused: () => {},
      },
      asked,
    );
    if (posted !== 'sent') await askForLetter(letters, { person: asked.person, ...posted }, time());
  };
  const waiting = () => [...items.values()].filter(waits);
  /** As `reconcile` asks for what waits: on its round, or at the start of a cloud whose queue was lost. */
  const reconcile = async (isStart: boolean) => {
    for (const pk of new Set(waiting().map((item) => String(item.pk)))) {
      const earliest = waiting().flatMap((item) => (item.pk === pk ? [String(item.at)] : []));
      const asked = asking(pk.replace('NOTICES#', ''), time(), earliest.sort()[0] ?? time());
      await askForLetter(letters, { ...asked, ...(isStart && { anew: true }) }, time());
    }
  };
  return {
    ...{ queue, mails, dead, attend, waiting, reconcile, mailsRefused: () => mailsRefused },
    tell: (notices: readonly Notice[]) =>
      keepNotices(table, letters, withRobots(notices, WITH_ROBOTS), time()),
    /** Does everything that falls due until then, or until nothing waits; `reconcile` asks for what waits. */
    async run(until: number, reconciles = true) {
      let next = now + RECONCILE_MS;
      for (;;) {
        if (queue.length === 0 && waiting().length === 0) return;
        queue.sort((a, b) => a.at - b.at);
        const [first] = queue;
        if (reconciles && (first === undefined || first.at >= next)) {
          if (next > until) return;
          now = next;
          next += RECONCILE_MS;
          await reconcile(false);
          continue;
        }
        if (first === undefined || first.at > until) return;
        queue.shift();
        const free = Math.min(...busyUntil);
        now = Math.max(now, first.at, free);
        paused = 0;
        try {
          await attend(JSON.parse(first.body));
        } catch (error) {
          if (!(error instanceof Crash || error instanceof TooManyRequestsException)) throw error;
          queue.push({ at: now + HIDDEN_MS, body: first.body });
        }
        busyUntil[busyUntil.indexOf(free)] = now + paused;
      }
    },
    to: (robot: Robot) => sinks.deliveries(`${name}-${robot.url}`),
    /** A message that somebody else sends by the same robot. */
    foreign: (robot: Robot) => {
      const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: '…', text: '…' } });
      const { format, url } = robot;
      return postToRobot({ id: 'foreign', format, body }, sinks.secretOf(`${name}-${url}`), now, sinks.url);
    },
    answerNext: (robot: Robot, status: number) => sinks.answerNext(`${name}-${robot.url}`, status),
  };
}

const numberOf = (nth: number) => `KF-20261123-${String(nth).padStart(4, '0')}`;
/** Breaches of one minute, each told to a lead of the section, of the desk, and of the office, in any order; to who owes it as well, if wanted. */
const breaches = (count: number, owing: readonly string[] = []): readonly Notice[] =>
  Array.from({ length: count }, (_, nth) => (nth * 389) % count).flatMap((nth) =>
    [...READERS, ...owing.slice(nth % owing.length).slice(0, 1)].map((person) =>
      notice('breach', {
        ...{ person, sheet: `01KAV${String(nth).padStart(21, '0')}`, number: numberOf(nth), seq: 5 },
        ...due(new Date(START - MINUTE_MS + nth * 50).toISOString()),
        at: new Date(START).toISOString(),
      }),
    ),
  );
const numbersIn = (deliveries: readonly Delivery[]) =>
  deliveries.flatMap(({ body }) => body.match(/KF-20261123-\d{4}/g) ?? []);
const mostInAMinute = (deliveries: readonly { readonly at: string }[]) => {
  const times = deliveries.map(({ at }) => Date.parse(at));
  return Math.max(...times.map((at) => times.filter((each) => each >= at && each <= at + MINUTE_MS).length));
};
const mostInASecond = (letters: readonly { readonly at: number }[]) =>
  Math.max(
    ...letters.map(({ at }) => letters.filter((each) => each.at > at - 1_000 && each.at <= at).length),
  );

/** Each reader has one letter; those of everybody have all, those of who owes theirs alone, and whatever it is in this order. */
function isToldByMail(
  mails: readonly { readonly to: string; readonly text: string }[],
  all: readonly string[],
): void {
  const told = new Map(
    mails.map(({ to, text }) => [to.split('@')[0] ?? '', text.match(/(?<=：|: )KF-20261123-\d{4}/g) ?? []]),
  );
  expect(mails).toHaveLength(READERS.length + OWING.length);
  for (const id of READERS) expect(told.get(id)).toEqual(all);
  for (const [nth, id] of OWING.entries())
    expect(told.get(id)).toEqual(all.filter((_, at) => at % OWING.length === nth));
}

describe('a thousand breaches in a minute', () => {
  const COUNT = 1_000;

  it('are told by every channel: limits kept, nothing lost, nothing twice, the most overdue first', async () => {
    const { tell, run, to, mails, mailsRefused, waiting, dead, queue } = world('thousand');
    await tell(breaches(COUNT, OWING));
    await run(START + 60 * MINUTE_MS);
    expect([waiting(), dead, queue]).toEqual([[], [], []]);
    const all = Array.from({ length: COUNT }, (_, nth) => numberOf(nth));
    for (const robot of Object.values(ROBOTS)) {
      const deliveries = to(robot);
      expect(deliveries.filter(({ status }) => status !== 200)).toEqual([]);
      expect(deliveries.every(({ channel }) => channel === robot.format)).toBe(true);
      expect(mostInAMinute(deliveries)).toBeLessThanOrEqual(20);
      // In this order, and each once.
      expect(numbersIn(deliveries)).toEqual(all);
    }
    // More than a minute's worth of WeCom's short messages.
    expect(to(ROBOTS.office).length).toBeGreaterThan(20);
    // Of mail it is one letter each, in the same order, and none that SES would have refused.
    isToldByMail(mails, all);
    expect([mailsRefused(), mostInASecond(mails)]).toEqual([0, MOST_A_SECOND]);
  });

  it('are told by mail all the same where SES takes fewer letters a second than are set', async () => {
    const { tell, run, mails, mailsRefused, waiting } = world('slow', { mailRate: 3 });
    await tell(breaches(200, OWING));
    await run(START + DAY_MS);
    expect([waiting(), mailsRefused() > 10]).toEqual([[], true]);
    isToldByMail(
      mails,
      Array.from({ length: 200 }, (_, nth) => numberOf(nth)),
    );
  });

  it('are told by DingTalk all the same where others used its robot up, and it bans it for ten minutes', async () => {
    const { tell, run, to, foreign, waiting, dead } = world('banned');
    for (let nth = 0; nth < 15; nth += 1) await foreign(ROBOTS.desk);
    await tell(breaches(COUNT));
    await run(START + 60 * MINUTE_MS);
    const deliveries = to(ROBOTS.desk).slice(15);
    const [ban, ...more] = deliveries.filter(({ status }) => status === 429);
    expect([ban?.answer, more.length > 2]).toEqual([expect.stringContaining('130101'), true]);
    expect(numbersIn(deliveries.filter(({ status }) => status === 200))).toEqual(
      Array.from({ length: COUNT }, (_, nth) => numberOf(nth)),
    );
    expect([waiting(), dead]).toEqual([[], []]);
    // The others did not wait for it.
    const lastOf = (robot: Robot) => Date.parse(to(robot).at(-1)?.at ?? '');
    expect(lastOf(ROBOTS.leads)).toBeLessThan(Date.parse(ban?.at ?? '') + 10 * MINUTE_MS);
  });

  it('lets an urgent repair go before all that waits', async () => {
    const { tell, run, to } = world('urgent');
    await tell(breaches(COUNT));
    await run(START + 31_000, false);
    const before = to(ROBOTS.leads).length;
    expect(numbersIn(to(ROBOTS.office)).length).toBeLessThan(COUNT);
    await tell([notice('urgent', { number: 'KF-20261123-9999', at: new Date(now).toISOString() })]);
    await run(now + 2 * MINUTE_MS, false);
    expect(numbersIn(to(ROBOTS.leads).slice(before))[0]).toBe('KF-20261123-9999');
  });

  it('are told at least once, by the same id and in the same words, where runs end between sending and noting it', async () => {
    let nth = 0;
    const { tell, run, to, waiting } = world('crashes', {
      crashes: () => {
        nth += 1;
        return nth % 4 === 0;
      },
    });
    await tell(breaches(200));
    await run(START + DAY_MS);
    expect(waiting()).toEqual([]);
    for (const robot of Object.values(ROBOTS)) {
      const taken = to(robot).filter(({ status }) => status === 200);
      expect(mostInAMinute(to(robot))).toBeLessThanOrEqual(20);
      const byId = new Map(taken.map((each) => [each.headers['x-shoujie-id'], each]));
      // Whoever drops what they know by its id is told each once.
      expect(numbersIn([...byId.values()])).toHaveLength(200);
      expect(new Set(numbersIn([...byId.values()])).size).toBe(200);
      for (const each of taken) expect(each.body).toBe(byId.get(each.headers['x-shoujie-id'])?.body);
    }
    expect(nth).toBeGreaterThan(8);
  });
});

describe('a robot that refuses', () => {
  const failing = (robot: Robot, { answerNext }: ReturnType<typeof world>, times: number) => {
    for (let nth = 0; nth < times; nth += 1) answerNext(robot, 503);
  };

  it('is tried for a day, ever more seldom, in the same words, then a dead letter; what waits behind it likewise', async () => {
    const there = world('day');
    failing(ROBOTS.office, there, 1_000);
    await there.tell(breaches(40));
    await there.run(START + DAY_MS - MINUTE_MS);
    const tries = there.to(ROBOTS.office);
    expect([new Set(tries.map(({ body }) => body)).size, there.dead]).toEqual([1, []]);
    expect(tries.length).toBeGreaterThan(130);
    expect(tries.length).toBeLessThan(170);
    // The others were told in the first minute.
    expect(numbersIn(there.to(ROBOTS.leads))).toHaveLength(40);
    await there.run(START + DAY_MS + 60 * MINUTE_MS);
    expect(there.waiting()).toEqual([]);
    expect(there.dead.length).toBeGreaterThan(1);
    expect(new Set(there.dead.map(({ message }) => message)).size).toBe(there.dead.length);
    expect(mostInAMinute(there.to(ROBOTS.office))).toBeLessThanOrEqual(20);
    expect(there.queue).toEqual([]);
  });

  it('is told once it takes again of what came by late meanwhile, without anybody who asks for it anew', async () => {
    const there = world('late');
    failing(ROBOTS.office, there, 5);
    await there.tell(breaches(1));
    await there.run(START + 2 * MINUTE_MS, false);
    const hourAgo = new Date(START - 60 * MINUTE_MS).toISOString();
    await there.tell(
      breaches(2)
        .slice(-READERS.length)
        .map((each) => ({ ...each, at: hourAgo })),
    );
    await there.run(START + DAY_MS, false);
    expect({ waiting: there.waiting(), queue: there.queue }).toEqual({ waiting: [], queue: [] });
    const taken = there.to(ROBOTS.office).filter(({ status }) => status === 200);
    expect(new Set(numbersIn(taken)).size).toBe(2);
  });

  it('is tried on where the queue was lost, though somebody asks while it is given time', async () => {
    const there = world('queue lost');
    failing(ROBOTS.office, there, 5);
    await there.tell(breaches(1));
    await there.run(START + 5 * MINUTE_MS, false);
    expect([there.to(ROBOTS.office).length, there.queue.length]).toEqual([4, 1]);
    there.queue.length = 0;
    await there.reconcile(true);
    // Whoever asks twice is answered once.
    await there.reconcile(true);
    await there.run(START + DAY_MS, false);
    const taken = there.to(ROBOTS.office).filter(({ status }) => status === 200);
    expect([numbersIn(taken), there.waiting(), there.queue]).toEqual([[numberOf(0)], [], []]);
    expect(there.to(ROBOTS.office)).toHaveLength(6);
  });

  /** Somewhat more than a day's. */
  const REFUSALS = 185;

  it('is told what was given up once its dead letters are redriven, by the same ids, within its limits, and once', async () => {
    const there = world('redriven');
    failing(ROBOTS.office, there, REFUSALS);
    await there.tell(breaches(700));
    await there.run(START + DAY_MS + 60 * MINUTE_MS);
    expect(there.dead.length).toBeGreaterThan(20);
    const wanted = there.dead.map(({ message }) => message);
    const before = there.to(ROBOTS.office).length;
    // What is left of the failures.
    const left = REFUSALS - before;
    for (const letter of [...there.dead, ...there.dead]) {
      there.queue.push({ at: now, body: JSON.stringify(letter) });
    }
    await there.run(START + 3 * DAY_MS);
    const after = there.to(ROBOTS.office).slice(before);
    const taken = after.filter(({ status }) => status === 200);
    expect(after.length - taken.length).toBe(Math.max(0, left));
    expect(taken.map(({ headers }) => headers['x-shoujie-id']).sort()).toEqual([...wanted].sort());
    expect(new Set(numbersIn(taken)).size).toBe(700);
    expect(mostInAMinute(there.to(ROBOTS.office))).toBeLessThanOrEqual(20);
    expect(there.queue).toEqual([]);
  });
});
