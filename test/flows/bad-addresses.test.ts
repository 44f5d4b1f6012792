/** Mail addresses that letters do not reach, and what becomes of the breaches that they told of (contract section 11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personResponse } from '../../shared/contract/organisation/organisation-responses.ts';
import { meResponse } from '../../shared/contract/responses.ts';
import { changed } from '../support/directory.ts';
import { HAND_OVER, INTAKES, type LedgerJson, opened, signed } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

interface Undeliverable {
  readonly undeliverable?: { readonly since: string };
}

const BOUNCES = 'bounce@simulator.amazonses.com';
const SHEN = 'administrator-shen@riverside.example';
const WANG = 'engineering-manager-wang';

const withEmail = (person: string, email: string) => {
  return async () => {
    const { json } = await cloud.as('director-wei').get<Record<string, unknown>>(`/people/${person}`);
    const { id: _id, version: _version, names: _names, undeliverable: _mark, ...entry } = json;
    const reply = await changed(cloud, 'director-wei', person, { ...entry, email });
    expect(reply.status).toBe(200);
  };
};
const marked = async (person: string) =>
  (await cloud.as(person).get<Undeliverable>('/me')).json.undeliverable;
const headlines = (to: string) => cloud.effects.mail.mail(to).map(({ text }) => text);
const about = (to: string, name: string) =>
  headlines(to).filter((text) => text.includes('邮件无法送达此人') && text.includes(name));

describe('a mail address that bounces for good', () => {
  it('is marked on the person, told to the administrator and their superior, and used no more until it is changed', async () => {
    await withEmail('worker-wu', BOUNCES)();
    await cloud.clock.advance('PT1M');
    expect(cloud.effects.mail.mail(BOUNCES)).toHaveLength(1);
    const since = (await marked('worker-wu'))?.since ?? '';
    expect(Date.parse(since)).toBeLessThanOrEqual(cloud.clock.now());
    const { json: me } = await cloud.as('worker-wu').get('/me');
    meResponse.parse(me);
    const { json: person } = await cloud.as('director-wei').get<Undeliverable>('/people/worker-wu');
    personResponse.parse(person);
    expect(person.undeliverable).toEqual({ since });
    // Nobody changed the directory.
    const { json: ledger } = await cloud.as('director-wei').get<LedgerJson>('/people/worker-wu/ledger');
    expect([ledger.intact, JSON.stringify(ledger.entries).includes('undeliverable')]).toEqual([true, false]);

    await cloud.clock.advance('PT1M');
    expect(about(SHEN, '吴')).toHaveLength(1);
    expect(about(`${WANG}@riverside.example`, '吴')).toHaveLength(1);

    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [
      ['receptionist-sun', HAND_OVER],
      [WANG, { step: 'accept', handler: 'worker-wu' }],
    ]);
    await cloud.clock.advance('PT2M');
    expect(cloud.effects.mail.mail(BOUNCES)).toHaveLength(1);

    await withEmail('worker-wu', 'wu@riverside.example')();
    await cloud.clock.advance('PT2M');
    expect(await marked('worker-wu')).toBeUndefined();
    expect(cloud.effects.mail.mail('wu@riverside.example').length).toBeGreaterThan(0);
    // The address before is told of the change, and may bounce as it likes.
    expect(await marked('worker-wu')).toBeUndefined();
    expect(about(SHEN, '吴')).toHaveLength(1);
  });

  it('is marked by a complaint too, which reached its reader', async () => {
    await withEmail('worker-zheng', 'complaint@simulator.amazonses.com')();
    await cloud.clock.advance('PT2M');
    expect(await marked('worker-zheng')).toBeDefined();
    expect(about(SHEN, '郑')).toHaveLength(1);
  });
});

describe('a resident whom letters do not reach', () => {
  it('is told so with all that is theirs, and customer service’s manager is told', async () => {
    await withEmail('resident-zhao', 'complaint-zhao@simulator.amazonses.com')();
    await cloud.clock.advance('PT2M');
    const { json } = await cloud.as('resident-zhao').get<{ readonly person: Undeliverable }>('/me/data');
    expect(json.person.undeliverable).toEqual(await marked('resident-zhao'));
    expect(json.person.undeliverable).toBeDefined();
    expect(about('cs-manager-li@riverside.example', '赵')).toHaveLength(1);
  });
});

describe('a breach whose letter could not reach', () => {
  const levels = async (id: string) => {
    const { json } = await cloud
      .as('director-wei')
      .get<{ readonly escalations: readonly { clock: string; level: number; to: string[] }[] }>(
        `/sheets/${id}`,
      );
    return json.escalations.map(({ clock, level, to }) => `${clock} ${level} ${to.join('+')}`);
  };
  const ORDINARY = { category: 'other', urgent: undefined };
  /** A repair that nobody accepts within half an hour, at the minute after. */
  const unaccepted = async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), { ...INTAKES.repair, ...ORDINARY });
    await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
    await cloud.clock.advance('PT31M');
    return id;
  };

  it('is raised to the next level at once, and only once', async () => {
    await withEmail(WANG, BOUNCES)();
    // Its first letter is that of the change, which marks the address; the breach finds it marked.
    const id = await unaccepted();
    await cloud.clock.advance('PT2M');
    expect(await marked(WANG)).toBeDefined();
    expect(await levels(id)).toEqual([
      expect.stringContaining(`acceptance-1-1 1 ${WANG}`),
      'acceptance-1-1 2 cs-manager-li',
    ]);
    await cloud.clock.advance('PT20M');
    expect(await levels(id)).toHaveLength(2);
    // The wait before the third counts from when the second was told.
    await cloud.clock.advance('PT11M');
    expect(await levels(id)).toHaveLength(3);
  });

  it('is raised through every level whose people have no address that works', async () => {
    await withEmail('cs-manager-li', BOUNCES)();
    const id = await unaccepted();
    await cloud.clock.advance('PT3M');
    expect((await levels(id)).map((level) => level.split(' ')[1])).toEqual(['1', '2', '3']);
    await withEmail('cs-manager-li', 'cs-manager-li@riverside.example')();
  });

  it('is raised when that letter itself comes back, and not for one that was complained of', async () => {
    for (const [email, raised] of [
      ['bounce-again@simulator.amazonses.com', true],
      ['complaint@simulator.amazonses.com', false],
    ] as const) {
      await withEmail(WANG, `${WANG}@riverside.example`)();
      // The breach comes in the minute of the change, so both are told by the first letter to that address.
      const past = cloud.clock.now() % 60_000;
      await cloud.clock.advance(`PT${80 - past / 1000}S`);
      const { id } = await opened(cloud.as('receptionist-sun'), { ...INTAKES.repair, ...ORDINARY });
      await signed(cloud, id, [['receptionist-sun', HAND_OVER]]);
      await cloud.clock.advance('PT29M50S');
      await withEmail(WANG, email)();
      await cloud.clock.advance('PT1M');
      const [letter, ...more] = cloud.effects.mail.mail(email).slice(-1);
      expect([letter?.text.includes('签收逾期'), more]).toEqual([true, []]);
      expect(await marked(WANG)).toBeDefined();
      expect((await levels(id)).map((level) => level.split(' ')[1])).toEqual(raised ? ['1', '2'] : ['1']);
    }
  });
});
