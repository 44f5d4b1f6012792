/** What a letter held waits no more, however often somebody asks for the next one, and also where that was cut short. */
import { describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../../functions/mailer/channel.ts';
import { post } from '../../../functions/mailer/mailer.ts';
import { keepWaiting } from '../../../shared/store/notices/waiting.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { NOW, notice } from '../../support/sample-notices.ts';
import { waits } from '../../support/waiting.ts';

const READER = 'engineering-manager-wang';
const MINUTE = '2026-11-23T09:04:00.000Z';
/** When the entries were written. */
const AT = '2026-11-23T09:03:10.000Z';
const MANY = 30;

/** A reader for whom some notices wait; `breaks` says at which write that ends their waiting the run stops. */
function world(form: string, breaks: (ending: number) => boolean = () => false) {
  const { table, items } = memoryTable();
  const wait = async (nth: number, at = AT, written = form) => {
    vi.stubEnv('TABLE_FORM', written);
    await keepWaiting(table, notice('breach', { person: READER, sheet: `SHEET${nth}`, at }), MINUTE, at);
    vi.unstubAllEnvs();
  };
  let endings = 0;
  const letters: number[] = [];
  const send = table.client.send.bind(table.client) as (command: object) => Promise<unknown>;
  const client = {
    send: async (command: object) => {
      if (!['BatchWriteCommand', 'UpdateCommand'].includes(command.constructor.name)) return send(command);
      endings += 1;
      if (breaks(endings)) throw new Error('the run stops here');
      return send(command);
    },
  } as unknown as typeof table.client;
  const channel: Channel = {
    turn: (_last, _waiting, now) => now,
    compose: async (waiting) => ({ notices: waiting.map(({ sk }) => sk) }),
    send: async (_letter, notices) => void letters.push(notices.length),
  };
  const ask = (now = NOW, minute = MINUTE) =>
    post(
      {
        ...{ table: { ...table, client }, now, time: () => now, channel },
        ...{ giveUp: async () => {}, onRefused: () => {} },
      },
      { person: READER, minute },
    );
  const waiting = () => [...items.values()].filter(waits).length;
  return { wait, ask, waiting, letters, ended: () => endings };
}

// What waits is a notice itself; versions before this one kept it beside that.
describe.each(['present', 'plain'])('in the form %s', (form) => {
  it('asking again and again after a letter writes nothing', async () => {
    const { wait, ask, waiting, letters, ended } = world(form);
    for (let nth = 0; nth < MANY; nth += 1) await wait(nth);
    expect(await ask()).toBe('sent');
    const once = ended();
    // As many as one batch takes at a time.
    expect(once).toBe(Math.ceil(MANY / 25));
    for (let nth = 0; nth < MANY; nth += 1) expect(await ask()).toBe('sent');
    expect({ letters, waiting: waiting(), more: ended() - once }).toEqual({
      letters: [MANY],
      waiting: 0,
      more: 0,
    });
  });

  it('what a run that stopped after its letter left behind goes with no second letter', async () => {
    const { wait, ask, waiting, letters } = world(form, (ending) => ending === 1);
    await wait(0);
    await expect(ask()).rejects.toThrow('the run stops here');
    expect({ letters, waiting: waiting() }).toEqual({ letters: [1], waiting: 1 });
    await wait(1);
    expect(await ask('2026-11-23T09:06:00.000Z')).toBe('sent');
    // The new one alone.
    expect({ letters, waiting: waiting() }).toEqual({ letters: [1, 1], waiting: 0 });
  });

  it('nor does it where the next letter is asked for hours later, of later entries', async () => {
    const { wait, ask, waiting, letters } = world(form, (ending) => ending === 1);
    await wait(0);
    await expect(ask()).rejects.toThrow('the run stops here');
    const [later, minute] = ['2026-11-23T15:00:20.000Z', '2026-11-23T15:01:00.000Z'];
    await wait(1, later);
    expect(await ask(minute, minute)).toBe('sent');
    expect({ letters, waiting: waiting() }).toEqual({ letters: [1, 1], waiting: 0 });
  });
});

it('what is more than one letter holds asks for the next one by itself', async () => {
  const { wait, ask, waiting, letters } = world('present');
  for (let nth = 0; nth < 4_001; nth += 1) await wait(nth);
  const posted = await ask();
  expect({ posted, letters, waiting: waiting() }).toEqual({
    ...{ posted: expect.objectContaining({ minute: expect.any(String) }) },
    ...{ letters: [4_000], waiting: 1 },
  });
  expect(await ask('2026-11-23T09:06:00.000Z')).toBe('sent');
  expect({ letters, waiting: waiting() }).toEqual({ letters: [4_000, 1], waiting: 0 });
});

it('so does what was kept from being read by what a run that stopped after its letter left behind', async () => {
  let isStopped = true;
  const { wait, ask, waiting, letters } = world('present', () => isStopped);
  for (let nth = 0; nth < 4_001; nth += 1) await wait(nth);
  await expect(ask()).rejects.toThrow('the run stops here');
  isStopped = false;
  expect(await ask('2026-11-23T09:06:00.000Z')).toBe('sent');
  expect({ letters, waiting: waiting() }).toEqual({ letters: [4_000, 1], waiting: 0 });
});

it('a message that was given up is not forgotten where it is asked for a little too early', async () => {
  const { table } = memoryTable();
  const office = { table, now: AT, time: () => AT, giveUp: async () => {}, onRefused: () => {} };
  const asked = { person: '@office', minute: MINUTE, message: 'given-up' };
  const channel = {} as Channel;
  expect(await post({ ...office, channel }, asked)).toMatchObject({ minute: MINUTE, message: 'given-up' });
});

it('a letter of notices in both forms tells all of them, once', async () => {
  const { wait, ask, waiting, letters } = world('present');
  await wait(0);
  await wait(1, AT, 'plain');
  expect(await ask()).toBe('sent');
  expect(await ask()).toBe('sent');
  expect({ letters, waiting: waiting() }).toEqual({ letters: [2], waiting: 0 });
});
