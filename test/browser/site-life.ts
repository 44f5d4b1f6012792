/** What happens at a site before a test looks at it: repairs that are opened, handed over, done and followed up, by the API. */
import type { TestCloud } from '../support/local-cloud.ts';

const SIGNATURE = 'M 10 40 L 30 12 L 36 60 L 60 20';
let count = 0;

export interface SiteLife {
  /** A repair that the desk opened; its id. */
  repair(subject?: string): Promise<string>;
  sign(person: string, id: string, body: object): Promise<void>;
  /** Hands it to engineering, where that worker takes it. */
  taken(id: string, worker?: string): Promise<void>;
  /** The same, and done and followed up. */
  done(id: string, worker?: string): Promise<void>;
}

/** @throws Error where the API refuses any of it */
export function lifeAt(cloud: TestCloud): SiteLife {
  const sign: SiteLife['sign'] = async (person, id, body) => {
    const { status, text } = await cloud.as(person).post(`/sheets/${id}/sign-offs`, body);
    if (status !== 201) throw new Error(`${person} ${JSON.stringify(body)}: ${status} ${text}`);
  };
  const taken: SiteLife['taken'] = async (id, worker = 'worker-wu') => {
    await sign('receptionist-sun', id, { step: 'hand-over', section: 'engineering', opinion: '请尽快处理' });
    await sign(worker, id, { step: 'accept' });
  };
  return {
    sign,
    taken,
    async repair(subject = '厨房水管漏水') {
      count += 1;
      const { status, json, text } = await cloud.as('receptionist-sun').post(
        '/sheets',
        {
          ...{ site: 'riverside', kind: 'repair', channel: 'walk-in', category: 'door-window', subject },
          resident: { id: 'resident-zhao', name: '赵敏', phone: '13800000001', address: '1栋2单元301' },
          signature: { signer: '赵敏', path: `${SIGNATURE} L ${60 + count} 50` },
        },
        { 'idempotency-key': `life-${count}` },
      );
      if (status !== 201) throw new Error(`${status} ${text}`);
      return String(json.id);
    },
    async done(id, worker = 'worker-wu') {
      await taken(id, worker);
      await sign(worker, id, { step: 'arrive' });
      await sign(worker, id, { step: 'complete', outcome: '已修好' });
      await sign('engineering-supervisor-feng', id, { step: 'return', opinion: '已完成' });
      const said = { reached: true, resolved: true, satisfaction: 5, attitude: 5 };
      await sign('receptionist-sun', id, { step: 'follow-up', ...said });
    },
  };
}
