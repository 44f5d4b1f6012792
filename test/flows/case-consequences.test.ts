/** What cases bring about outside themselves: what they count for, and by which rules they are opened. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assessmentResponse,
  personAssessmentResponse,
} from '../../shared/contract/assessment/assessment-responses.ts';
import {
  CONCLUDE,
  carriedOut,
  OPENING,
  openedCase,
  REVIEW,
  readCase,
  signedCase,
  TO_DELIVERY,
} from '../support/cases.ts';
import { INTAKES, newKey, opened, type ProblemJson, signed } from '../support/intakes.ts';
import { startTestCloud, TEST_NOW, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

interface Figure {
  readonly numerator: number;
  readonly sheets?: readonly object[];
}
interface Row {
  readonly id: string;
  readonly figures: Readonly<Record<string, Figure>>;
}
interface AssessmentJson {
  readonly state: string;
  readonly people: readonly Row[];
  readonly sections: readonly Row[];
  readonly corrections: readonly object[];
}

describe('a published promise', () => {
  const OWN = { ...OPENING, rule: 'leaks-in-ten' };
  const openBy = (rule: string) =>
    cloud.as('director-wei').post<ProblemJson>('/cases', { ...OPENING, rule }, newKey());

  it('is a rule once it is published, and stays one when a later plan leaves it out', async () => {
    const path = '/sites/riverside/sections/engineering/commitments';
    const publish = async (promises: readonly object[]) => {
      const plan = { promises, targets: {}, effectiveFrom: TEST_NOW };
      expect((await cloud.as('engineering-manager-wang').request('PUT', path, plan)).status).toBeLessThan(
        300,
      );
      return async () => {
        const done = await cloud.as('director-wei').post(`${path}/publish`, undefined, newKey());
        expect(done.status, done.text).toBe(201);
      };
    };
    const first = await publish([{ id: OWN.rule, zh: '漏水十分钟到场', en: 'Leaks: there in ten minutes' }]);
    expect((await openBy(OWN.rule)).json.errors?.map(({ pointer }) => pointer)).toEqual(['/rule']);
    await first();
    expect((await openedCase(cloud, 'director-wei', OWN)).status).toBe('opened');
    await (await publish([]))();
    expect((await openBy(OWN.rule)).status).toBe(201);
    expect((await openBy('another')).status).toBe(400);
  });
});

describe('a letter', () => {
  it('tells of cases and sheets at once, each with its own link, and of nothing that is against its reader', async () => {
    const { id } = await openedCase(cloud);
    await signedCase(cloud, id, TO_DELIVERY);
    const [fine, against] = [
      await opened(cloud.as('receptionist-sun'), { ...INTAKES.complaint, subject: '楼道灯不亮' }),
      await opened(cloud.as('receptionist-sun'), { ...INTAKES.complaint, subject: '态度恶劣' }),
    ];
    const appeal = await cloud.as('worker-wu').post(`/cases/${id}/appeals`, { statement: '不服' }, newKey());
    expect(appeal.status, appeal.text).toBe(201);
    const complaint = { ...INTAKES.complaint.complaint, against: { person: 'cs-manager-li' } };
    await signed(cloud, against.id, [
      ['receptionist-sun', { step: 'amend', fields: { complaint }, reason: '补充被投诉人' }],
    ]);
    const before = cloud.effects.mail.mail('cs-manager-li@riverside.example').length;
    await cloud.clock.advance('PT1M');
    const letters = cloud.effects.mail.mail('cs-manager-li@riverside.example').slice(before);
    expect(letters).toHaveLength(1);
    for (const form of [letters[0]?.text, letters[0]?.html]) {
      expect(form).toContain(`/cases/${id}`);
      expect(form).toContain(`/sheets/${fine.id}`);
      expect(form).not.toContain(`/sheets/${id}`);
      expect(form).not.toContain(against.id);
      expect(form).not.toContain('态度恶劣');
    }
    expect(letters[0]?.text).toContain('请复核一件申述');
    expect(cloud.effects.mail.mail('worker-wu@riverside.example').at(-1)?.text).toContain(`/cases/${id}`);
    // It is over before the next test looks at final cases.
    const revoking = { ...REVIEW, outcome: 'revoked' };
    await cloud.as('cs-manager-li').post(`/cases/${id}/appeals/1/sign-offs`, revoking, newKey());
    await signedCase(cloud, id, [['cs-manager-li', { step: 'deliver', means: 'in-person' }]]);
  });
});

describe('a final case', () => {
  const DECEMBER = '/assessments/2026-12';
  const read = async (who = 'director-wei') => {
    const { json, text } = await cloud.as(who).get<AssessmentJson>(`${DECEMBER}?site=riverside`);
    expect(assessmentResponse.safeParse(json).success, text).toBe(true);
    return json;
  };
  const finals = (rows: readonly Row[]) =>
    rows.flatMap(({ id, figures }) =>
      figures.finalCases?.numerator ? `${id} ${figures.finalCases.numerator}` : [],
    );

  it('counts in the month in which it became final, for its subject and their section; no other does', async () => {
    const { id: held } = await openedCase(cloud);
    await signedCase(cloud, held, TO_DELIVERY);
    const { id: revoked } = await openedCase(cloud);
    await signedCase(cloud, revoked, TO_DELIVERY);
    const path = `/cases/${revoked}/appeals`;
    await cloud.as('worker-wu').post(path, { statement: '不服' }, newKey());
    const revoking = { ...REVIEW, outcome: 'revoked' };
    expect((await cloud.as('cs-manager-li').post(`${path}/1/sign-offs`, revoking, newKey())).status).toBe(
      201,
    );
    await signedCase(cloud, revoked, [['cs-manager-li', { step: 'deliver', means: 'in-person' }]]);
    const { id: dismissed } = await openedCase(cloud);
    await signedCase(cloud, dismissed, [
      ['engineering-supervisor-feng', { ...CONCLUDE, grade: 'unfounded' }],
    ]);

    await cloud.clock.advance('P32D');
    await carriedOut(cloud, held);
    for (const id of [held, revoked, dismissed]) expect((await readCase(cloud, id)).status).toBe('archived');
    const { state, people, sections } = await read();
    expect([state, finals(people), finals(sections)]).toEqual(['live', ['worker-wu 1'], ['engineering 1']]);
    const one = await cloud.as('engineering-manager-wang').get<Row>(`${DECEMBER}/people/worker-wu`);
    expect(personAssessmentResponse.parse(one.json)).toBeDefined();
    expect(one.json.figures.finalCases?.sheets).toEqual([{ case: held, counts: 'yes' }]);
    // Customer service's manager is told how many there are, and sees none of them (contract section 2, "A case").
    expect((await cloud.as('cs-manager-li').get(`/cases/${held}`)).status).toBe(404);
    const theirs = await cloud.as('cs-manager-li').get<Row>(`${DECEMBER}/people/worker-wu`);
    expect(theirs.json.figures.finalCases).toMatchObject({ numerator: 1, sheets: [] });
  });

  it('is frozen with its month, and what is paid for it later changes nothing', async () => {
    const loss = { amount: '120.00', currency: 'CNY' };
    const { id } = await openedCase(cloud, 'security-manager-chen', { ...OPENING, about: 'guard-chu' });
    await signedCase(cloud, id, [
      ['security-supervisor-lu', { ...CONCLUDE, loss }],
      ['security-supervisor-lu', { step: 'record-refusal', witness: 'worker-wu', reason: '拒签' }],
      [
        'security-manager-chen',
        { step: 'decide', sanctions: ['criticism'], compensation: loss, reason: '属实' },
      ],
      ['hr-yang', { step: 'deliver', means: 'in-person' }],
    ]);
    await cloud.clock.advance('P40D');
    const january = async () => {
      const path = '/assessments/2027-01?site=riverside';
      return (await cloud.as('director-wei').get<AssessmentJson>(path)).json;
    };
    const before = await january();
    expect([before.state, finals(before.people)]).toEqual(['frozen', ['guard-chu 1']]);
    await signedCase(cloud, id, [['hr-yang', { step: 'pay', payment: loss }]]);
    await carriedOut(cloud, id, 'security-manager-chen');
    expect((await readCase(cloud, id)).status).toBe('archived');
    expect(await january()).toEqual(before);
    expect((await read()).corrections).toEqual([]);
  });
});
