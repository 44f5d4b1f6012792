/** Sheets that tests of the console look at, made over the API. */
import type { Page } from 'playwright-core';
import type { TestCloud } from '../support/local-cloud.ts';

const SIGNATURE = 'M 10 40 L 30 12 L 36 60 L 60 20 L 80 44 L 110 40';
let count = 0;

export const ZHAO = {
  id: 'resident-zhao',
  name: '赵敏',
  phone: '13800000001',
  address: '1栋2单元301',
} as const;

/** A repair that somebody at the desk opened; its id. */
export async function repair(cloud: TestCloud, more: object = {}): Promise<string> {
  count += 1;
  const { json } = await cloud.as('receptionist-sun').post(
    '/sheets',
    {
      ...{ site: 'riverside', kind: 'repair', channel: 'walk-in', category: 'door-window' },
      subject: '厨房水管漏水',
      resident: ZHAO,
      details: '水槽下面一直滴水，地板已经湿了。',
      signature: { signer: '赵敏', path: `${SIGNATURE} L ${110 + count} 50` },
      ...more,
    },
    { 'idempotency-key': `sheet-of-tests-${count}` },
  );
  if (json.id === undefined) throw new Error(`not opened: ${JSON.stringify(json)}`);
  return String(json.id);
}

export const sign = (cloud: TestCloud, person: string, id: string, body: object) =>
  cloud.as(person).post(`/sheets/${id}/sign-offs`, body);

export const handOver = (cloud: TestCloud, id: string) =>
  sign(cloud, 'receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请尽快处理' });

/** A sheet as the director sees it. */
export const read = async (cloud: TestCloud, id: string) =>
  (await cloud.as('director-wei').get<SheetRead>(`/sheets/${id}`)).json;

interface SheetRead {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly subject: string;
  readonly resident?: { readonly name: string; readonly phone: string; readonly address: string };
  readonly attachments: readonly { readonly id: string; readonly type: string; readonly preview?: boolean }[];
}

interface Entry {
  readonly step: string;
  readonly at: string;
  readonly performedAt?: string;
  readonly files?: readonly string[];
}

/** Its entries of a step. */
export async function entriesOf(cloud: TestCloud, id: string, step: string): Promise<readonly Entry[]> {
  const { json } = await cloud
    .as('director-wei')
    .get<{ readonly entries: readonly Entry[] }>(`/sheets/${id}/ledger`);
  return json.entries.filter((entry) => entry.step === step);
}

/** Draws a signature into the frame for it. */
export async function draw(page: Page): Promise<void> {
  const frame = page.locator('.signature > svg');
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  if (box === null) throw new Error('nowhere to sign');
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  for (const [x, y] of [
    [80, 60],
    [120, 25],
    [170, 70],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y);
  await page.mouse.up();
}
