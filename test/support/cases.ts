/** Cases over HTTP: what to send, and what comes back. */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { newKey } from './intakes.ts';
import type { Json, TestCloud } from './local-cloud.ts';

export interface CaseJson {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly version: number;
  readonly window?: { readonly closesAt: string };
  readonly appeals: readonly { readonly level: number; readonly reviewer?: string }[];
  readonly escalations: readonly {
    readonly clock: string;
    readonly level: number;
    readonly to: readonly string[];
  }[];
  readonly sanctions?: readonly string[];
  readonly outstanding?: { readonly amount: string };
}

export const SIGNATURE = { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40' };
export const OPENING = { about: 'worker-wu', rule: 'B5.2.1b', allegation: '接单后未按时到场' };
export const CONCLUDE = {
  step: 'conclude',
  findings: '查看派单记录，逾时四十分钟',
  conclusion: '情况属实',
  grade: 'minor',
};
export const DECIDE = { step: 'decide', sanctions: ['written-self-criticism'], reason: '造成住户不便' };
export const REVIEW = { step: 'decide', outcome: 'upheld', reason: '认定事实清楚' };

/** Opens a case; gives it as it was answered. */
export async function openedCase(
  cloud: TestCloud,
  by = 'engineering-manager-wang',
  opening: object = OPENING,
): Promise<CaseJson> {
  const reply = await cloud.as(by).post<CaseJson>('/cases', opening, newKey());
  expect(reply.status, reply.text).toBe(201);
  return reply.json;
}

export type CaseStep = readonly [who: string, body: Json];

/** Signs steps of a case one after the other; gives it after the last. */
export async function signedCase(
  cloud: TestCloud,
  id: string,
  steps: readonly CaseStep[],
): Promise<CaseJson> {
  let last: CaseJson | undefined;
  for (const [who, body] of steps) {
    const reply = await cloud.as(who).post<{ case: CaseJson }>(`/cases/${id}/sign-offs`, body, newKey());
    expect(reply.status, `${who} ${String(body.step)}: ${reply.text}`).toBe(201);
    last = reply.json.case;
  }
  if (last === undefined) throw new Error('no step');
  return last;
}

/** From the conclusion to the delivery of the section's decision. */
export const TO_DELIVERY: readonly CaseStep[] = [
  ['engineering-supervisor-feng', CONCLUDE],
  ['worker-wu', { step: 'acknowledge', signature: SIGNATURE }],
  ['engineering-manager-wang', DECIDE],
  ['hr-yang', { step: 'deliver', means: 'in-person' }],
];

/** Carries every sanction in force out, as a section's manager enters it; gives the case after the last. */
export async function carriedOut(
  cloud: TestCloud,
  id: string,
  by = 'engineering-manager-wang',
): Promise<CaseJson> {
  const { sanctions = [] } = await readCase(cloud, id);
  const at = new Date(cloud.clock.now()).toISOString();
  const steps = sanctions.map(
    (sanction): CaseStep => [by, { step: 'carry-out', sanction, at, text: '已检讨' }],
  );
  const done = await signedCase(cloud, id, steps);
  await cloud.settle();
  return done;
}

export const readCase = async (cloud: TestCloud, id: string) =>
  (await cloud.as('hr-yang').get<CaseJson>(`/cases/${id}`)).json;

export const caseSteps = async (cloud: TestCloud, id: string) => {
  const ledger = await cloud
    .as('hr-yang')
    .get<{ entries: readonly { step: string }[]; intact: boolean }>(`/cases/${id}/ledger`);
  expect(ledger.json.intact).toBe(true);
  return ledger.json.entries.map(({ step }) => step);
};

/** What is sealed of a case, as whoever may read the archive gets it. */
export async function sealedCaseOf(cloud: TestCloud, id: string): Promise<string> {
  const { number } = await readCase(cloud, id);
  const { entries, head } = (
    await cloud.as('hr-yang').get<{ entries: unknown[]; head: string }>(`/cases/${id}/ledger`)
  ).json;
  const client = new S3Client({
    endpoint: cloud.s3.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const Key = `riverside/${number}/${id}-${entries.length}-${head}.json`;
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: cloud.s3.archive, Key }));
    return (await Body?.transformToString()) ?? '';
  } finally {
    client.destroy();
  }
}
