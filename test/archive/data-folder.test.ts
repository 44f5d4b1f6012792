/** A data folder that version 0.1 left in the middle of its work is read as it was, and goes on. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfSealProof, proofIn } from '../../shared/domain/archive/proof.ts';
import { faultsOfSealed } from '../../shared/domain/archive/sealed.ts';
import { INTAKES, newKey, opened, type ProblemJson } from '../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { type CaseFacts, expectedOf, type SheetFacts, unpacked } from './kept.ts';

const { now, sheets, cases, frozen, board, proposed, remembered } = (await expectedOf('0.1')).dataFolder;

interface ClockJson {
  readonly id: string;
  readonly state: string;
  readonly dueAt: string;
}
interface StateJson {
  readonly status: string;
  readonly version: number;
  readonly clocks: readonly ClockJson[];
  readonly escalations: readonly { readonly clock: string; readonly level: number }[];
}
interface FilesJson {
  readonly kind: string;
  readonly files: readonly string[];
  readonly attachments: readonly {
    readonly id: string;
    readonly type: string;
    readonly size: number;
    readonly entry: number;
    readonly name?: string;
  }[];
}
interface GivenJson {
  readonly type: string;
  readonly name?: string;
  readonly size: number;
}
interface LedgerJson {
  readonly entries: readonly Json[];
  readonly intact: boolean;
  readonly head: string;
}
interface AssessmentJson {
  readonly sections: readonly { readonly id: string; readonly figures: Json }[];
  readonly people: readonly { readonly id: string; readonly figures: Json }[];
  readonly corrections: readonly Json[];
}

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ dataDir: await unpacked('0.1', 'data-folder'), now });
});
afterAll(() => cloud.stop());

const get = async <T>(who: string, path: string): Promise<T> => {
  const reply = await cloud.as(who).get<T>(path);
  expect(reply.status, `${who} ${path}: ${reply.text}`).toBe(200);
  return reply.json;
};

/** The one of that name. */
function named<F extends SheetFacts | CaseFacts>(facts: Readonly<Record<string, F>>, what: string): F {
  const found = Object.values(facts).find((each) => each.what === what);
  if (found === undefined) throw new Error(`nothing is called ${what}`);
  return found;
}
const numberOf = (what: string) => Object.entries(sheets).find(([, each]) => each.what === what)?.[0];
const readSheet = (what: string) => {
  const { id, reader } = named(sheets, what);
  return get<StateJson>(reader, `/sheets/${id}`);
};
const readCase = (what: string) => get<StateJson>('hr-yang', `/cases/${named(cases, what).id}`);
const levelsOf = ({ escalations }: StateJson, clock: string) =>
  escalations.filter((each) => each.clock === clock).map(({ level }) => level);
const clockOf = ({ clocks }: StateJson, id: string) => clocks.find((clock) => clock.id === id);

/** Signs one step; gives the status that comes of it, or the problem's code. */
async function outcomeOf(who: string, path: string, body: object): Promise<string | undefined> {
  const { json } = await cloud
    .as(who)
    .post<{ sheet?: StateJson; case?: StateJson; code?: string }>(path, body, newKey());
  return json.sheet?.status ?? json.case?.status ?? json.code;
}

describe('as it was left', () => {
  it('stands where its clock stood', async () => {
    expect(new Date(cloud.clock.now()).toISOString()).toBe(now);
  });

  it.each(Object.entries(sheets))('%s is the sheet that it was', async (number, facts) => {
    const { what: _what, reader, entries, head, ...state } = facts;
    expect(await get<Json>(reader, `/sheets/${facts.id}`)).toMatchObject({ number, ...state });
    const ledger = await get<LedgerJson>(reader, `/sheets/${facts.id}/ledger`);
    // Carried over: the chain of plain values is closed by an entry that names its last hash.
    expect([ledger.entries.length, ledger.intact]).toEqual([entries + 1, true]);
    expect(ledger.entries.at(-1)).toMatchObject({ step: 'carry-over', lastHash: head, hash: ledger.head });
  });

  it('tells of the files that were attached, though no entry does', async () => {
    const found: string[] = [];
    for (const { id, what, reader } of Object.values(sheets)) {
      const { files, attachments, kind } = await get<FilesJson>(reader, `/sheets/${id}`);
      expect(
        attachments.map((each) => each.id),
        what,
      ).toEqual(files);
      if (files.length === 0) continue;
      found.push(what);
      const { entries } = await get<LedgerJson>(reader, `/sheets/${id}/ledger`);
      for (const attachment of attachments) {
        expect(entries[attachment.entry - 1]?.files, what).toContain(attachment.id);
        expect(attachment, what).toMatchObject({ size: expect.any(Number), name: expect.any(String) });
        const given = await cloud
          .as(reader)
          .get<GivenJson>(`/files/${attachment.id}`, { accept: 'application/json' });
        expect([given.status, given.json.type, given.json.name], what).toEqual([
          ...[200, attachment.type, attachment.name],
        ]);
        const isPicture = attachment.type.startsWith('image/');
        if (kind !== 'complaint' || !isPicture) expect(given.json.size, what).toBe(attachment.size);
      }
    }
    expect(found).toEqual([
      'archived repair',
      'letter with its signature owed',
      'complaint with a later file, followed up',
      'phoned, on site',
    ]);
  });

  it.each(Object.entries(cases))('%s is the case that it was', async (number, facts) => {
    const { what: _what, entries, head, ...state } = facts;
    expect(await get<Json>('hr-yang', `/cases/${facts.id}`)).toMatchObject({ number, ...state });
    const ledger = await get<LedgerJson>('hr-yang', `/cases/${facts.id}/ledger`);
    // Carried over: the chain of plain values is closed by an entry that names its last hash.
    expect([ledger.entries.length, ledger.intact]).toEqual([entries + 1, true]);
    expect(ledger.entries.at(-1)).toMatchObject({ step: 'carry-over', lastHash: head, hash: ledger.head });
  });

  it('has its frozen month, to the figure', async () => {
    await isFrozenAsItWas();
  });

  it('has its public page, and what was proposed to the director', async () => {
    expect((await cloud.anonymous.get('/commitments?site=riverside')).json).toMatchObject(board);
    expect(await get<Json>('director-wei', '/me')).toMatchObject({ proposedCases: proposed });
  });

  it('remembers its answers, byte for byte', async () => {
    for (const { as, path, key, body, status, etag, location, answer } of remembered) {
      const again = await cloud.as(as).post(path, body, { 'idempotency-key': key });
      expect([again.status, again.text], path).toEqual([status, answer]);
      expect([again.headers.get('etag'), again.headers.get('location')], path).toEqual([etag, location]);
      const other = await cloud
        .as(as)
        .post<ProblemJson>(
          path,
          { ...body, ...('allegation' in body ? { allegation: '另一件事' } : { subject: '另一件事情' }) },
          { 'idempotency-key': key },
        );
      // A step has no subject: that body is bad in itself, which comes first.
      expect(other.json.code, path).toBe('step' in body ? 'validation-failed' : 'idempotency-mismatch');
    }
  });
});

async function isFrozenAsItWas(): Promise<void> {
  const found = await get<AssessmentJson>('director-wei', `/assessments/${frozen.month}?site=riverside`);
  expect(found).toMatchObject({ month: frozen.month, state: frozen.state });
  for (const each of ['sections', 'people'] as const) {
    const figures = Object.fromEntries(found[each].map((row) => [row.id, row.figures]));
    expect(figures).toMatchObject(frozen[each]);
  }
  expect(found.corrections.slice(0, frozen.corrections.length)).toMatchObject(frozen.corrections);
}

const lettersTo = (who: string) =>
  cloud.effects.mail.mail(`${who}@riverside.example`).map(({ subject, text }) => `${subject}\n${text}`);

describe('going on', () => {
  it('runs its clocks: warns, breaches and raises as promised', async () => {
    await cloud.clock.advance('PT25M');
    expect(clockOf(await readSheet('registered'), 'dispatch-1-1')).toMatchObject({ state: 'breached' });
    const raised = await readSheet('acceptance raised once');
    expect(levelsOf(raised, 'acceptance-1-1')).toEqual([1, 2]);
    const planned = await readSheet('accepted, amended into urgent');
    expect(clockOf(planned, 'arrival-1-2')).toMatchObject({ state: 'breached' });
    // The plan of the section waits a quarter of an hour between levels.
    expect(levelsOf(planned, 'arrival-1-2')).toEqual([1, 2]);
  });

  const DONE = { step: 'follow-up', reached: true, resolved: true, satisfaction: 5 };
  const DRAWN = { signature: { signer: '赵敏', path: 'M 10 10 L 20 20 C 1,2 3,4 5,6' } };
  const over = (section: string) => ({ step: 'hand-over', section, opinion: '请尽快处理' });
  // biome-ignore format: a table reads best with one row a line
  const STEPS: readonly (readonly [what: string, who: string, body: object, status: string])[] = [
    ['left in November', 'worker-zheng', { step: 'complete', outcome: '已修好' }, 'completed'],
    ['returned late in November', 'receptionist-zhou', { step: 'follow-up', reached: false }, 'followed-up'],
    ['letter with its signature owed', 'cleaning-manager-kong', { step: 'return', opinion: '属实' }, 'returned'],
    ['letter with its signature owed', 'cs-manager-li', { step: 'write-off', reason: '无法联系' }, 'returned'],
    // Its asker has a week to object; then the system archives it.
    ['followed up under the plan', 'receptionist-sun', { step: 'archive' }, 'step-not-allowed'],
    ['exempt until December', 'worker-wu', { step: 'complete', outcome: '配件到了' }, 'completed'],
    ['report, handed over', 'guard-chu', { step: 'accept' }, 'accepted'],
    ['enquiry, answered', 'receptionist-sun', DONE, 'followed-up'],
    ['anonymous complaint, accepted', 'guard-chu', { step: 'reply', message: '看看' }, 'not-found'],
    ['anonymous complaint, accepted', 'security-manager-chen', { step: 'complete', outcome: '已批评教育' }, 'completed'],
    ['complaint against a manager, with the director', 'engineering-manager-wang', { step: 'accept' }, 'not-found'],
    ['complaint against a manager, with the director', 'director-wei', { step: 'complete', outcome: '已调查' }, 'completed'],
    ['complaint with a later file, followed up', 'receptionist-sun', { step: 'archive' }, 'step-not-allowed'],
    ['complaint with a later file, followed up', 'resident-zhao', { step: 'countersign' }, 'followed-up'],
    ['complaint with a later file, followed up', 'resident-zhao', { step: 'rate', satisfaction: 4 }, 'followed-up'],
    ['complaint with a later file, followed up', 'receptionist-sun', { step: 'archive' }, 'archived'],
    ['withdrawn', 'receptionist-zhou', { step: 'archive' }, 'archived'],
    ['phoned, on site', 'receptionist-sun', { step: 'countersign', ...DRAWN }, 'on-site'],
    ['phoned, on site', 'worker-wu', { step: 'complete', outcome: '按钮已换' }, 'completed'],
    ['acceptance raised once', 'worker-wu', { step: 'accept' }, 'accepted'],
    ['exemption asked', 'cs-manager-li', { step: 'grant-exemption', clock: 'return-1-1', reason: '确需停电' }, 'on-site'],
    ['reopened, handed over again', 'worker-zheng', { step: 'accept' }, 'accepted'],
    ['returned', 'receptionist-sun', DONE, 'followed-up'],
    ['completed', 'worker-wu', { step: 'return', opinion: '试水正常' }, 'returned'],
    ['disputed', 'receptionist-sun', over('engineering'), 'forbidden'],
    ['disputed', 'cs-manager-li', over('engineering'), 'handed-over'],
    ['disputed', 'engineering-manager-wang', { step: 'dispute', reason: '也不属' }, 'step-not-allowed'],
    ['complaint against the director', 'overseer-han', { step: 'accept' }, 'accepted'],
    ['complaint, registered', 'cs-supervisor-he', over('security'), 'handed-over'],
    ['accepted, amended into urgent', 'worker-zheng', { step: 'arrive' }, 'on-site'],
    ['registered', 'receptionist-sun', over('engineering'), 'handed-over'],
  ];

  it('has a step for every sheet that was open', () => {
    const open = Object.values(sheets).filter(({ status }) => status !== 'archived');
    expect(new Set(STEPS.map(([what]) => what))).toEqual(new Set(open.map(({ what }) => what)));
  });

  it.each(STEPS)('%s: %s signs', async (what, who, body, status) => {
    expect(await outcomeOf(who, `/sheets/${named(sheets, what).id}/sign-offs`, body)).toBe(status);
  });

  const SIGNATURE = { signer: '郑海涛', path: 'M 10 40 L 60 20 L 110 40' };
  const UPHELD = { step: 'decide', outcome: 'upheld', reason: '认定事实清楚' };
  const CONCLUDE = { step: 'conclude', findings: '查看记录', conclusion: '情况属实', grade: 'minor' };
  const decide = (more: object) => ({ step: 'decide', reason: '造成住户不便', ...more });
  const REST = { amount: '600.50', currency: 'CNY' };
  const LOSS = { amount: '80.00', currency: 'CNY' };
  // biome-ignore format: a table reads best with one row a line
  const CASE_STEPS: readonly (readonly [what: string, who: string, path: string, body: object, status: string])[] = [
    ['opened', 'engineering-supervisor-feng', 'sign-offs', CONCLUDE, 'concluded'],
    ['opened from a proposal', 'engineering-supervisor-feng', 'sign-offs', { ...CONCLUDE, grade: 'unfounded' }, 'dismissed'],
    ['about the director', 'overseer-han', 'sign-offs', CONCLUDE, 'concluded'],
    ['concluded', 'worker-zheng', 'sign-offs', { step: 'acknowledge', signature: SIGNATURE }, 'acknowledged'],
    ['acknowledged', 'director-wei', 'sign-offs', decide({ sanctions: ['transfer'], compensation: LOSS }), 'decided'],
    ['referred', 'director-wei', 'sign-offs', decide({ sanctions: ['administrative-sanction'] }), 'decided'],
    ['decided, delivery overdue', 'hr-yang', 'sign-offs', { step: 'deliver', means: 'in-person' }, 'delivered'],
    ['appealed to the section', 'cs-manager-li', 'appeals/1/sign-offs', UPHELD, 'reviewed'],
    ['appealed to the office', 'director-wei', 'appeals/2/sign-offs', UPHELD, 'reviewed'],
    ['reviewed', 'hr-yang', 'sign-offs', { step: 'deliver', means: 'in-person' }, 'delivered'],
    ['final, part of it paid', 'hr-yang', 'sign-offs', { step: 'pay', payment: REST }, 'final'],
  ];

  it.each(CASE_STEPS)('the case %s: %s signs', async (what, who, path, body, status) => {
    expect(await outcomeOf(who, `/cases/${named(cases, what).id}/${path}`, body)).toBe(status);
  });

  it('knows who repairs, so that they open directly and are called', async () => {
    const direct = { ...INTAKES.direct, urgent: true };
    const { number } = await opened(cloud.as('worker-wu'), direct);
    await cloud.settle();
    expect(lettersTo('worker-zheng').some((letter) => letter.includes(number))).toBe(true);
    const cleaner = await cloud.as('cleaner-shi').post<ProblemJson>('/sheets', direct, newKey());
    expect(cleaner.json.code).toBe('forbidden');
  });

  it('starts again, and time brings about the rest', async () => {
    await cloud.clock.advance('PT1H');
    const before = lettersTo('receptionist-sun');
    cloud = await cloud.restart();
    await cloud.clock.advance('P31D');
    // A notice waited for its minute when the folder was left: it is sent, and once.
    const urged = [...before, ...lettersTo('receptionist-sun')].filter((letter) => letter.includes('催办'));
    expect(urged).toHaveLength(1);
    expect(urged[0]).toContain(numberOf('complaint, registered'));
    // Nobody appealed within thirty days, and now it waits to be carried out; what was final before waits for nothing.
    for (const what of ['delivered, its window open', 'decided, delivery overdue']) {
      const waiting = await readCase(what);
      expect(waiting.status, what).toBe('final');
      expect(waiting.clocks?.at(-1), what).toMatchObject({ id: 'carry-out-0', state: 'running' });
    }
    expect((await readCase('final, part of it paid')).status).toBe('archived');
    const opened = await readCase('opened');
    expect(opened.status).toBe('concluded');
    const late = await readSheet('disputed');
    expect(levelsOf(late, 'acceptance-1-2')).toEqual([1, 2, 3]);
    await isFrozenAsItWas();
    const december = await get<Json>('director-wei', '/assessments/2026-12?site=riverside');
    expect(december.state).toBe('frozen');
  });

  it('every ledger is whole, and begins as it did', async () => {
    const all = [
      ...Object.values(sheets).map(({ reader, ...facts }) => ({
        ...facts,
        reader,
        path: `/sheets/${facts.id}`,
      })),
      ...Object.values(cases).map((facts) => ({ ...facts, reader: 'hr-yang', path: `/cases/${facts.id}` })),
    ];
    for (const { reader, path, entries, head, status, what } of all) {
      const ledger = await get<LedgerJson>(reader, `${path}/ledger`);
      expect(ledger.intact, what).toBe(true);
      expect(ledger.entries[entries], what).toMatchObject({ step: 'carry-over', lastHash: head });
      if (status !== 'archived') expect(ledger.entries.length, what).toBeGreaterThan(entries + 1);
    }
  });

  it('what was sealed before and since is whole', async () => {
    const client = new S3Client({
      endpoint: cloud.s3.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    try {
      const Bucket = cloud.s3.archive;
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      const keys = Contents.map(({ Key = '' }) => Key);
      const textOf = async (Key: string, from = Bucket) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: from, Key }));
        return (await Body?.transformToString()) ?? '';
      };
      const proofs = keys.filter((key) => key.endsWith('.proof.json'));
      const seals = keys.filter((key) => !proofs.includes(key));
      for (const key of seals) expect(faultsOfSealed(await textOf(key)), key).toEqual([]);
      // Ledgers that version 0.1 began are anchored whole, from the first entry that this version writes.
      expect(proofs.length).toBeGreaterThan(0);
      for (const key of proofs) {
        const proof = proofIn(await textOf(key));
        const publicKey = await textOf(`keys/${proof?.checkpoint.keyId}.pem`, cloud.s3.anchors);
        const object = JSON.parse(await textOf(key.replace(/\.proof\.json$/, '')));
        expect(proof && faultsOfSealProof(object, proof, publicKey), key).toEqual([]);
      }
      const archived = Object.entries({ ...sheets, ...cases }).filter(
        ([, { status }]) => status === 'archived',
      );
      const since = ['followed up under the plan', 'withdrawn', 'complaint with a later file, followed up'];
      const numbers = [
        ...archived.map(([number]) => number),
        ...Object.entries(sheets).flatMap(([number, { what }]) => (since.includes(what) ? [number] : [])),
      ];
      for (const number of numbers) expect(keys.join('\n'), number).toContain(`/${number}/`);
    } finally {
      client.destroy();
    }
  });
});
