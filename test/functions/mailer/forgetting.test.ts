/** What a letter held is taken away once, however often somebody asks for the next one, and also where that was cut short. */
import { expect, it } from 'vitest';
import type { Channel } from '../../../functions/mailer/channel.ts';
import { post } from '../../../functions/mailer/mailer.ts';
import { waitingKey } from '../../../shared/store/table/keys.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { NOW, notice } from '../../support/sample-notices.ts';

const READER = 'engineering-manager-wang';
const MINUTE = '2026-11-23T09:04:00.000Z';
const MANY = 30;

/** A reader for whom some notices wait; `breaks` says at which deletion the run stops. */
function world(breaks: (deletion: number) => boolean = () => false) {
  const { table, items } = memoryTable();
  const wait = (nth: number) => {
    const key = waitingKey(READER, MINUTE, `SHEET${nth}`, 1);
    items.set(`${key.pk} ${key.sk}`, {
      ...key,
      notice: JSON.stringify(notice('breach', { person: READER, sheet: `SHEET${nth}` })),
    });
  };
  let deletions = 0;
  const letters: number[] = [];
  const send = table.client.send.bind(table.client) as (command: object) => Promise<unknown>;
  const client = {
    send: async (command: object) => {
      if (command.constructor.name !== 'BatchWriteCommand') return send(command);
      deletions += 1;
      if (breaks(deletions)) throw new Error('the run stops here');
      return send(command);
    },
  } as unknown as typeof table.client;
  const channel: Channel = {
    turn: (_last, _waiting, now) => now,
    compose: async (waiting) => ({ notices: waiting.map(({ sk }) => sk) }),
    send: async (_letter, notices) => void letters.push(notices.length),
  };
  const ask = (now = NOW) =>
    post(
      {
        ...{ table: { ...table, client }, now, time: () => now, channel },
        ...{ giveUp: async () => {}, onRefused: () => {} },
      },
      { person: READER, minute: MINUTE },
    );
  const waiting = () => [...items.keys()].filter((key) => key.includes('WAITING#')).length;
  return { wait, ask, waiting, letters, deleted: () => deletions };
}

it('asking again and again after a letter writes nothing', async () => {
  const { wait, ask, waiting, letters, deleted } = world();
  for (let nth = 0; nth < MANY; nth += 1) wait(nth);
  expect(await ask()).toBe('sent');
  const once = deleted();
  for (let nth = 0; nth < MANY; nth += 1) expect(await ask()).toBe('sent');
  expect({ letters, waiting: waiting(), more: deleted() - once }).toEqual({
    letters: [MANY],
    waiting: 0,
    more: 0,
  });
});

it('what a run that stopped after its letter left behind goes with no second letter', async () => {
  const { wait, ask, waiting, letters } = world((deletion) => deletion === 1);
  wait(0);
  await expect(ask()).rejects.toThrow('the run stops here');
  expect({ letters, waiting: waiting() }).toEqual({ letters: [1], waiting: 1 });
  wait(1);
  expect(await ask('2026-11-23T09:06:00.000Z')).toBe('sent');
  // The new one alone.
  expect({ letters, waiting: waiting() }).toEqual({ letters: [1, 1], waiting: 0 });
});
