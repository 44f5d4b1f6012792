/** Whatever is written on a sheet, a promise that is broken on it is recorded and raised (decision 60). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  HAND_OVER,
  INTAKES,
  type LedgerJson,
  newKey,
  opened,
  type ProblemJson,
  signed,
} from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** As long as a text may be, in Hanzi that take four bytes each. */
const LONGEST = '𠮷'.repeat(4000);
const HANDLERS = ['worker-wu', 'worker-zheng'] as const;

it('requests for exemption as long as texts may be leave room for the breach and its escalation', async () => {
  const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
  await signed(cloud, id, [
    ['receptionist-sun', HAND_OVER],
    ['worker-wu', { step: 'accept' }],
  ]);
  const path = `/sheets/${id}/sign-offs`;
  const signs = (who: string, body: object) => cloud.as(who).post<ProblemJson>(path, body, newKey());
  const until = new Date(cloud.clock.now() + 2 * 3_600_000).toISOString();
  let refused: string | undefined;
  let [asked, nth] = [0, 1];
  for (; nth <= 40 && refused === undefined; nth += 1) {
    const handler = HANDLERS[(nth - 1) % 2] ?? '';
    const request = { step: 'request-exemption', clock: `arrival-1-${nth}`, reason: LONGEST, until };
    const answer = await signs(handler, request);
    expect([201, 409]).toContain(answer.status);
    if (answer.status === 201) asked += 1;
    else refused = answer.json.code;
    // Whoever has it next is given an arrival of their own.
    if (refused === undefined) {
      const assigned = await signs('engineering-manager-wang', {
        step: 'assign',
        handler: HANDLERS[nth % 2],
      });
      if (assigned.status !== 201) refused = assigned.json.code;
    }
  }
  expect(refused).toBe('step-not-allowed');
  expect(asked).toBeGreaterThan(8);

  await cloud.clock.advance('PT26H');
  const ledger = await cloud.as('director-wei').get<LedgerJson>(`/sheets/${id}/ledger`);
  const broken = (ledger.json.entries as readonly { step: string; clock?: string }[]).flatMap(
    ({ step, clock }) => (step === 'breach' ? clock : []),
  );
  expect(broken).toContain('return-1-1');
  const sheet = await cloud
    .as('director-wei')
    .get<{ escalations: readonly { clock: string; level: number }[] }>(`/sheets/${id}`);
  expect(sheet.json.escalations).toContainEqual(
    expect.objectContaining({ clock: 'return-1-1', level: 1, to: ['engineering-manager-wang'] }),
  );
  expect(cloud.effects.mail.mail('engineering-manager-wang@riverside.example').length).toBeGreaterThan(0);
  // It can still be brought to an end.
  expect((await signs('resident-zhao', { step: 'withdraw', reason: LONGEST })).status).toBe(201);
});
