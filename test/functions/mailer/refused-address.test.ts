/** A mail server that refuses an address at once: for good it is marked as a bounce is, for now it is tried again (contract section 11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byMail } from '../../../functions/mailer/by-mail.ts';
import { AddressRefused, type Carry, type Mail } from '../../../functions/mailer/mail.ts';
import { post } from '../../../functions/mailer/mailer.ts';
import { manifest } from '../../../infra/manifest.ts';
import { cacheDirectory, directoryReader } from '../../../shared/store/organisation/directory-cache.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { HAND_OVER, INTAKES, opened, signed } from '../../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';
import { carrierTo, type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { tableOf } from '../../support/table-of.ts';
import { waitingFor } from '../../support/waiting.ts';

let sink: SmtpSink;
let carry: Carry;
beforeAll(async () => {
  sink = await startSmtpSink();
  carry = await carrierTo(sink);
});
afterAll(() => sink.stop());

describe('what a mail server answers to an address', () => {
  const mail = (to: string): Mail => ({
    ...{ from: { name: '滨河花园', address: 'letters@example.cn' }, to, subject: '到场逾期' },
    ...{ text: '到场逾期', html: '<p>到场逾期</p>' },
  });
  const handOver = (to: string, answer: string) => {
    sink.answers.set(to, answer);
    return carry(mail(to), { person: 'worker-wu', letter: 'f0a1' });
  };

  it.each([
    ['550 no such mailbox'],
    ['550 5.1.1 user unknown'],
    ['551 5.1.6 moved, left no address'],
    ['553 mailbox name not allowed'],
    ['554 5.2.1 mailbox disabled'],
    ['501 5.1.3 bad address'],
  ])('%s: the address is bad', async (answer) => {
    await expect(handOver('gone@example.cn', answer)).rejects.toThrow(AddressRefused);
  });

  it.each([
    ['450 mailbox busy'],
    ['421 4.3.2 shutting down'],
    ['451 4.7.1 greylisted, come again'],
    ['552 mailbox full'],
    ['550 5.2.2 over quota'],
    ['550 5.7.1 relaying denied'],
    ['530 5.7.0 authenticate first'],
    ['503 bad sequence'],
  ])('%s: it is tried again', async (answer) => {
    const error: unknown = await handOver('busy@example.cn', answer).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AddressRefused);
  });

  it('a server that takes the address takes the letter', async () => {
    await handOver('wu@example.cn', '250 ok');
    expect(sink.taken).toContain('wu@example.cn');
  });
});

describe('a letter to an address that is refused', () => {
  const [WANG, FENG] = ['engineering-manager-wang', 'engineering-supervisor-feng'] as const;
  const addressOf = (person: string) => `${person}@riverside.example`;
  let cloud: TestCloud;
  let table: Table;
  beforeAll(async () => {
    // The test is the mailer.
    cloud = await startTestCloud({ manifest: manifest.filter(({ name }) => name !== 'mailer') });
    table = tableOf(cloud);
  });
  afterAll(async () => {
    table.client.destroy();
    await cloud.stop();
  });

  const BEFORE = '2026-11-01T00:00:00.000Z';
  const time = () => new Date(cloud.clock.now()).toISOString();
  const attend = (person: string) => {
    const office = {
      ...{ table, directories: directoryReader(cacheDirectory(table)), carry },
      letters: { client: { send: async () => ({}) }, queueUrl: 'queue' },
      ...{ sender: 'letters@example.cn', baseUrl: 'https://sheets.example', timeZone: 'Asia/Shanghai' },
      ...{ tokenOf: async () => '', pause: async () => {}, logger: { warn: () => {} } },
    } as unknown as Parameters<typeof byMail>[0];
    const giveUp = async () => expect.unreachable('a letter is never given up');
    // Nothing was told before: all of it is asked for, as `reconcile` does.
    const asked = { person, minute: time(), since: BEFORE };
    return post(
      { table, now: time(), time, channel: byMail(office, person), giveUp, onRefused: () => {} },
      asked,
    );
  };
  const waiting = async (person: string) =>
    (await waitingFor(table, person)).map(({ notice }) => String(notice));
  const marked = async (person: string) =>
    (await cloud.as(person).get<{ undeliverable?: { since: string } }>('/me')).json.undeliverable;

  it('for good: it is marked and told, the breach is raised at once, and nothing more is written there', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), {
      ...INTAKES.repair,
      ...{ category: 'other', urgent: undefined },
    });
    await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    await cloud.clock.advance('PT31M');
    await cloud.settle();
    sink.answers.set(addressOf(WANG), '550 5.1.1 user unknown');
    sink.answers.set(addressOf(FENG), '450 4.2.1 try again later');
    const levels = async () => {
      const { json } = await cloud
        .as('director-wei')
        .get<{ escalations: readonly { level: number }[] }>(`/sheets/${id}`);
      return json.escalations.map(({ level }) => level);
    };
    expect(await levels()).toEqual([1]);
    expect((await waiting(WANG)).length).toBeGreaterThan(0);

    expect(await attend(WANG)).toBe('sent');
    expect(await marked(WANG)).toEqual({ since: time() });
    expect(await levels()).toEqual([1, 2]);
    expect(await waiting(WANG)).toEqual([]);
    expect((await waiting('administrator-shen')).join()).toContain('undeliverable');

    // For now: nothing is marked, and all of it waits until it is asked for again.
    const before = await waiting(FENG);
    expect(before.length).toBeGreaterThan(0);
    await expect(attend(FENG)).rejects.toThrow('450');
    expect(await marked(FENG)).toBeUndefined();
    expect(await waiting(FENG)).toEqual(before);
    sink.answers.delete(addressOf(FENG));
    await cloud.clock.advance('PT2M');
    expect(await attend(FENG)).toBe('sent');
    expect(sink.taken).toContain(addressOf(FENG));
    expect(sink.taken).not.toContain(addressOf(WANG));
  });
});
