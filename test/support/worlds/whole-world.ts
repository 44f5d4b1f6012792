/**
 * A world in which something of every kind is kept from somebody: complaints against every rank, sealed cases, awards,
 * changes that wait, another site; a month that is frozen, and one that is not.
 */

import { CONCLUDE, DECIDE, openedCase, signedCase, TO_DELIVERY } from '../cases.ts';
import { changed } from '../directory.ts';
import {
  INTAKES,
  newKey,
  opened,
  REPAIRED,
  RESOLVED,
  SIGNED,
  signed,
  WORD_OF_WITHDRAWAL,
} from '../intakes.ts';
import type { Json, TestCloud } from '../local-cloud.ts';

type Against = Readonly<Record<string, string>>;

/** Something that a reader is shown or not. */
export interface Thing {
  readonly id: string;
  /** What answers 200 to whoever is shown it. */
  readonly path: string;
  /** Who is not shown it, though that answers 200 to them. */
  readonly hiddenFrom?: string;
  /** Whom a complaint is against. */
  readonly against?: Against | undefined;
}

/** By which the window for appeals ends while one looks on. */
export const CASE_TERMS = '{"window":"PT30M"}';
/** The month that is frozen in the end, and the one that is not. */
export const MONTHS = ['2026-11', '2026-12'] as const;
export const SITES = ['riverside', 'hillside'] as const;

const SUN = 'receptionist-sun';
const [LI, WEI, HAN, SHEN] = ['cs-manager-li', 'director-wei', 'overseer-han', 'administrator-shen'];
const [WANG, FENG, CHEN] = [
  'engineering-manager-wang',
  'engineering-supervisor-feng',
  'security-manager-chen',
];

const handOver = (section: string) => ({ step: 'hand-over', section, opinion: '请调查处理' });

type Signing = readonly (readonly [who: string, body: object])[];
/** What comes of a complaint, by whom it is against. */
const COMPLAINTS: readonly (readonly [against: Against | undefined, anonymous: boolean, steps: Signing])[] = [
  [{ section: 'customer-service' }, false, [[WEI, handOver('security')]]],
  [
    { person: 'guard-chu' },
    true,
    [
      [LI, handOver('security')],
      [CHEN, { step: 'accept' }],
    ],
  ],
  [
    { person: LI },
    false,
    [
      [WEI, handOver('engineering')],
      [WANG, { step: 'accept' }],
    ],
  ],
  [{ person: WEI }, false, []],
  [
    { person: SUN },
    false,
    [
      [WEI, handOver('security')],
      [CHEN, { step: 'accept' }],
      [CHEN, { step: 'complete', outcome: '已查清' }],
      [CHEN, { step: 'return', opinion: '属实' }],
    ],
  ],
  [undefined, true, [[LI, handOver('cleaning')]]],
  [{ person: 'deputy-director-jiang' }, false, [[HAN, handOver('security')]]],
  [{ person: WANG }, false, [[WEI, { step: 'accept' }]]],
  [{ section: 'engineering' }, false, []],
  [
    { person: 'worker-wu' },
    true,
    [
      [LI, handOver('engineering')],
      [WANG, { step: 'accept' }],
    ],
  ],
  [{ person: 'receptionist-zhou' }, false, [[WEI, handOver('cleaning')]]],
  [{ person: 'hr-yang' }, false, []],
  [{ person: HAN }, false, [[WEI, { step: 'accept' }]]],
];

/** Makes it, and gives all that somebody may be kept from. The clock has to stand at a Monday morning of November 2026. */
export async function wholeWorld(cloud: TestCloud): Promise<readonly Thing[]> {
  const things: Thing[] = [];
  const sheet = async (who: string, intake: object, steps: Signing = []) => {
    await cloud.clock.advance('PT1M');
    const { id } = await opened(cloud.as(who), intake);
    const { complaint } = intake as { complaint?: { against?: Against } };
    things.push({ id, path: `/sheets/${id}`, against: complaint?.against });
    if (steps.length > 0) await signed(cloud, id, steps);
    return id;
  };
  const complaints = async (among: typeof COMPLAINTS) => {
    for (const [nth, [against, anonymous, steps]] of among.entries()) {
      const complaint = {
        ...INTAKES.complaint.complaint,
        ...(against && { against }),
        ...(anonymous && { anonymous }),
      };
      await sheet(SUN, { ...INTAKES.complaint, complaint }, steps);
      // Here and there is something between them that most may see.
      if (nth % 2 === 0) await sheet(SUN, INTAKES.report, [[SUN, handOver('security')]]);
    }
  };
  const case_ = async (by: string, opening: Json, steps: Parameters<typeof signedCase>[2] = []) => {
    await cloud.clock.advance('PT1M');
    const { id } = await openedCase(cloud, by, { rule: 'B5.2.1b', allegation: '未按时到场', ...opening });
    things.push({ id, path: `/cases/${id}` });
    if (steps.length > 0) await signedCase(cloud, id, steps);
    return id;
  };
  const award = async (who: string, about: object) => {
    const body = { about, kind: 'commendation', reason: '工作认真', month: '2026-11' };
    const { id } = created<{ id: string }>(await cloud.as(who).post('/awards', body, newKey()));
    things.push({ id, path: `/awards/${id}/ledger` });
    return id;
  };

  await secondSite(cloud);
  const repaired = await sheet(SUN, INTAKES.repair, REPAIRED);
  await sheet('worker-zheng', INTAKES.direct);
  await sheet('resident-qian', INTAKES.enquiry);
  await sheet('worker-wu', { ...INTAKES.enquiry, channel: 'staff' });
  await sheet(SUN, { ...praise, praise: { person: 'worker-wu' } }, [
    [LI, { step: 'answer', answer: '已表扬', by: 'phone' }],
  ]);
  await sheet('desk-bai', { ...INTAKES.report, site: 'hillside', resident: OF_HILLSIDE });
  await complaints(COMPLAINTS.slice(0, 8));
  await sheet(SUN, INTAKES.report, [
    [SUN, handOver('security')],
    [CHEN, { step: 'accept', handler: 'guard-chu' }],
  ]);
  const asked = await sheet(SUN, INTAKES.repair, REPAIRED.slice(0, 2));
  await signed(cloud, asked, [
    ['worker-wu', { step: 'consult', person: 'cleaner-shi', question: '是否由保洁处理' }],
    [
      'worker-wu',
      {
        step: 'request-exemption',
        clock: 'arrival-1-1',
        reason: '等备件',
        until: '2026-11-23T04:00:00.000Z',
      },
    ],
  ]);
  await signed(cloud, repaired, [[SUN, RESOLVED]]);

  const final = await case_(WANG, { about: 'worker-zheng', origin: { sheet: repaired } }, []);
  await signedCase(cloud, final, [
    [FENG, CONCLUDE],
    [
      'worker-zheng',
      { step: 'acknowledge', signature: { signer: '郑海涛', path: 'M 10 40 L 60 20 L 110 40' } },
    ],
    [WANG, DECIDE],
    ['hr-yang', { step: 'deliver', means: 'in-person' }],
  ]);
  await case_(WANG, { about: 'worker-wu', origin: { sheet: repaired } });
  await case_(CHEN, { about: 'guard-chu' }, [['security-supervisor-lu', CONCLUDE]]);
  await case_(WANG, { about: 'worker-wu' }, TO_DELIVERY.slice(0, 2));
  await case_(LI, { about: SUN });
  await case_(WEI, { about: WANG });
  await case_(WEI, { about: 'hr-yang' });
  await case_(HAN, { about: WEI });
  await case_(WEI, { about: 'deputy-director-jiang' });
  await case_(LI, { about: 'receptionist-zhou' });

  await award(WEI, { person: 'worker-wu' });
  await award(WEI, { section: 'engineering' });
  await award(WEI, { person: 'guard-chu' });
  await award(HAN, { person: WEI });
  const taken = await award(WEI, { person: SUN });
  created(await cloud.as(WEI).post(`/awards/${taken}/withdrawals`, { reason: '误授' }, newKey()));

  // Whoever stands in reads nothing in the absent one's stead of what is against them.
  for (const [absent, standIn] of [
    [WANG, FENG],
    ['receptionist-zhou', 'cs-supervisor-he'],
    [LI, 'cleaner-shi'],
  ] as const)
    await away(cloud, absent, standIn);

  // Level 3, and cases that it proposes; the month is frozen on the way.
  await cloud.clock.advance('P8D');
  await complaints(COMPLAINTS.slice(8));
  await sheet(SUN, INTAKES.repair, REPAIRED);
  const nobodyKnown = { name: '赵敏', phone: '13800005678', address: '1栋2单元301' };
  const archived = (intake: object, withdrawal: object) =>
    sheet(SUN, { ...intake, resident: nobodyKnown }, [
      [SUN, withdrawal],
      [SUN, { step: 'archive' }],
    ]);
  const complaint = { ...INTAKES.complaint.complaint, against: { person: WEI } };
  const signedFor = { step: 'withdraw', reason: '不再追究', signature: SIGNED };
  const gone = [
    await archived(INTAKES.report, WORD_OF_WITHDRAWAL),
    await archived({ ...INTAKES.complaint, complaint }, signedFor),
  ] as const;
  await case_(CHEN, { about: 'guard-chu' });
  await award(WEI, { person: 'cleaner-shi' });
  await cloud.clock.advance('PT26H');
  things.push(...(await changesThatWait(cloud, gone)));
  await cloud.settle();
  return things;
}

const praise = {
  ...{ site: 'riverside', kind: 'praise', channel: 'walk-in', subject: '师傅态度很好' },
  resident: INTAKES.report.resident,
};
const OF_HILLSIDE = { name: '赵敏', phone: '13800005678', address: '1栋2单元301' };

function created<T>({ status, json, text }: { status: number; json: unknown; text: string }): T {
  if (status >= 300) throw new Error(text);
  return json as T;
}

/** Another site with its desk, and hr above both. */
async function secondSite(cloud: TestCloud): Promise<void> {
  const above = async (id: string) => {
    const {
      id: _id,
      version: _version,
      names: _names,
      ...body
    } = (await cloud.as(HAN).get<Json>(`/people/${id}`)).json;
    created(await changed(cloud, WEI, id, { ...body, sites: ['*'] }));
  };
  for (const id of [SHEN, 'hr-yang']) await above(id);
  const put = async (path: string, body: object) => created(await cloud.as(SHEN).request('PUT', path, body));
  await put('/sites/hillside', { name: 'Hillside', zh: '山景苑', timeZone: 'Asia/Shanghai' });
  await put('/sites/hillside/sections/reception', {
    name: 'Reception',
    zh: '接待部',
    function: 'customer-service',
  });
  const desk = { site: 'hillside', section: 'reception', active: true };
  await put('/people/desk-bai', { name: '白灵', role: 'receptionist', ...desk });
}

async function away(cloud: TestCloud, absent: string, standIn: string): Promise<void> {
  const leave = { from: '2026-11-23T03:00:00.000Z', to: '2027-01-23T03:00:00.000Z', standIn };
  created(await changed(cloud, WEI, absent, leave, '/leave'));
}

/** One of the directory, two that erase a sheet; none is confirmed. */
async function changesThatWait(
  cloud: TestCloud,
  [report, complaint]: readonly [report: string, complaint: string],
): Promise<readonly Thing[]> {
  const { id: _id, version, names: _names, ...body } = (await cloud.as(HAN).get<Json>(`/people/${LI}`)).json;
  const other = { ...body, email: 'li@riverside.example' };
  const erase = (id: string) =>
    cloud.as(SHEN).post(`/sheets/${id}/erasures`, { reason: '本人申请' }, newKey());
  const asked = [
    [await cloud.as(WEI).request<Json>('PUT', `/people/${LI}`, other, { 'if-match': `"${version}"` }), {}],
    [await erase(report), {}],
    // Of a complaint against them they are not told by its erasure either.
    [await erase(complaint), { hiddenFrom: WEI }],
  ] as const;
  return asked.map(([reply, more]) => {
    const { change } = created<{ change: { id: string } }>(reply);
    return { id: change.id, path: '/organisation/changes?site=riverside', ...more };
  });
}

/** Those whom a complaint is against as it is against them: for whom they stand in, whose section they are. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'engineering-supervisor-feng': [WANG, 'engineering'],
  [WANG]: ['engineering'],
  'cs-supervisor-he': ['receptionist-zhou', 'customer-service'],
  'cleaner-shi': [LI, 'customer-service'],
  [LI]: ['customer-service'],
  [SUN]: ['customer-service'],
};

/** Whether a thing is a complaint against that person, or against whom they stand in for. */
export const isAgainst = (who: string, { against = {} }: Thing): boolean =>
  Object.values(against).some((each) => each === who || ALSO[who]?.includes(each) === true);
