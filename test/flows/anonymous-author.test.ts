/**
 * Of two worlds that differ in who complained anonymously every list answers the same to whom that is kept from
 * (B5.2.2c, contract sections 1 and 3).
 */
import { expect, it } from 'vitest';
import { INTAKES, opened, signed } from '../support/intakes.ts';
import { startTestCloud } from '../support/local-cloud.ts';
import { askedOf } from '../support/worlds/lists.ts';
import { answersTo, differing } from '../support/worlds/two-worlds.ts';

/** As long as each other, since answers to those who are told of them are as long as their names. */
const AUTHORS = [
  { name: '赵敏', phone: '13800005678', address: '1栋2单元301' },
  { name: '钱强', phone: '13900004321', address: '3栋1单元502' },
] as const;
/** The complaint against a manager is the director's to deal with; of the other, and to all these, nothing is told. */
const HIDDEN_FROM = ['security-manager-chen', 'worker-wu', 'cleaner-shi', 'overseer-han'];
const TOLD = 'cs-manager-li';

/** What everybody is answered where that is who complains, ids aside. */
async function world(author: (typeof AUTHORS)[number]) {
  const cloud = await startTestCloud({ now: '2026-11-23T01:00:00.000Z' });
  try {
    const complaint = { ...INTAKES.complaint.complaint, anonymous: true };
    const signature = { signer: author.name, path: 'M 10 10 L 20 20 C 1,2 3,4 5,6' };
    const intake = { ...INTAKES.complaint, resident: author, signature };
    const ids: string[] = [];
    for (const against of [{ person: 'guard-chu' }, { person: 'engineering-manager-wang' }]) {
      await cloud.clock.advance('PT1M');
      ids.push(
        (await opened(cloud.as('receptionist-sun'), { ...intake, complaint: { ...complaint, against } })).id,
      );
    }
    const [ofGuard = '', ofManager = ''] = ids;
    await signed(cloud, ofGuard, [
      [TOLD, { step: 'hand-over', section: 'security', opinion: '请调查' }],
      ['security-manager-chen', { step: 'accept' }],
      ['security-manager-chen', { step: 'consult', person: 'cleaner-shi', question: '当时是否在场' }],
      ['security-manager-chen', { step: 'reply', message: '正在调查', by: 'phone' }],
      ['receptionist-sun', { step: 'urge', message: '请抓紧' }],
    ]);
    await signed(cloud, ofManager, [['director-wei', { step: 'accept' }]]);
    await cloud.clock.advance('PT30H');
    await cloud.settle();
    // Digests of answers go by the ids in them.
    const withoutIds = (text: string) =>
      ids
        .reduce((left, id, nth) => left.replaceAll(id, `sheet-${nth}`), text)
        .replace(/"etag","[^,]*"/, '"etag"');
    const found = ({ name, phone, address }: (typeof AUTHORS)[number]) =>
      [name, phone.slice(-4), phone, address].map((q) => `/sheets?site=riverside&q=${encodeURIComponent(q)}`);
    const lists = [...askedOf([]), { paths: AUTHORS.flatMap(found) }];
    const answers = new Map<string, ReadonlyMap<string, readonly string[]>>();
    for (const who of [...HIDDEN_FROM, TOLD]) {
      const told = await answersTo(cloud.as(who), lists);
      answers.set(who, new Map([...told].map(([asked, pages]) => [asked, pages.map(withoutIds)])));
    }
    return answers;
  } finally {
    await cloud.stop();
  }
}

it('says nothing of who complained, in rows, counts, registers, searches, notices or figures', async () => {
  const [there, here] = [await world(AUTHORS[0]), await world(AUTHORS[1])];
  const differences = (who: string) => differing(there.get(who) ?? new Map(), here.get(who) ?? new Map());
  for (const who of HIDDEN_FROM) expect([who, differences(who)]).toEqual([who, []]);
  expect(differences(TOLD).length).toBeGreaterThan(0);
});
