/** A drawn path that was used before on another sheet (contract section 1, "sameAs"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTAKES, newKey, opened, type SheetJson, SIGNED } from '../support/intakes.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

interface Shown {
  readonly signatures: readonly { readonly sameAs?: { readonly sheet: string; readonly entry: number } }[];
}
const desk = () => cloud.as('receptionist-sun');
const openedWith = (path: string, body: object = INTAKES.repair): Promise<SheetJson> =>
  opened(desk(), { ...body, signature: { ...SIGNED, path } });
const marks = async (who: string, id: string) =>
  (await cloud.as(who).get<Shown>(`/sheets/${id}`)).json.signatures.map(({ sameAs }) => sameAs);

describe('a drawn path that was used before', () => {
  it('is marked with the sheet and the entry of its first use, for customer service and the office alone', async () => {
    const first = await openedWith('M 1 1 L 2 3 L 5 4');
    const other = await openedWith('M 1 1 L 2 3 L 5 5');
    const copied = await openedWith('M 1 1 L 2 3 L 5 4');
    const again = await openedWith('M 1 1 L 2 3 L 5 4');
    const use = { sheet: first.id, entry: 1 };
    for (const who of ['receptionist-zhou', 'cs-manager-li', 'director-wei'])
      expect([who, await marks(who, copied.id), await marks(who, again.id)]).toEqual([who, [use], [use]]);
    expect(await marks('receptionist-zhou', first.id)).toEqual([undefined]);
    expect(await marks('receptionist-zhou', other.id)).toEqual([undefined]);
    expect(await marks('resident-zhao', copied.id)).toEqual([undefined]);
  });

  it('tells nobody of an anonymous complaint, neither there nor where its path is used again', async () => {
    const path = 'M 7 1 L 2 3 L 9 4';
    const { complaint } = INTAKES.complaint;
    const anonymous = { ...INTAKES.complaint, complaint: { ...complaint, anonymous: true } };
    const plain = await openedWith(path);
    const hidden = await openedWith(path, anonymous);
    expect(await marks('receptionist-sun', hidden.id)).toEqual([undefined]);
    const own = 'M 8 1 L 2 3 L 9 4';
    await openedWith(own, anonymous);
    const later = await openedWith(own);
    for (const who of ['receptionist-sun', 'director-wei']) {
      expect(await marks(who, later.id)).toEqual([undefined]);
      expect(await marks(who, plain.id)).toEqual([undefined]);
    }
  });

  it('says nothing of a sheet that has become anonymous since', async () => {
    const path = 'M 3 9 L 2 3 L 9 4';
    const first = await openedWith(path, INTAKES.complaint);
    const later = await openedWith(path);
    expect(await marks('receptionist-sun', later.id)).toEqual([{ sheet: first.id, entry: 1 }]);
    const complaint = { ...INTAKES.complaint.complaint, anonymous: true };
    const amend = { step: 'amend', fields: { complaint }, reason: '投诉人要求匿名' };
    expect((await desk().post(`/sheets/${first.id}/sign-offs`, amend, newKey())).status).toBe(201);
    expect(await marks('receptionist-sun', later.id)).toEqual([undefined]);
  });

  it('says nothing of a sheet that its reader does not see', async () => {
    const path = 'M 9 9 L 2 3 L 9 4';
    const { complaint } = INTAKES.complaint;
    const against = { ...complaint, against: { person: 'director-wei' } };
    const first = await openedWith(path, { ...INTAKES.complaint, complaint: against });
    const later = await openedWith(path);
    expect(await marks('receptionist-sun', later.id)).toEqual([{ sheet: first.id, entry: 1 }]);
    expect(await marks('director-wei', later.id)).toEqual([undefined]);
  });
});
