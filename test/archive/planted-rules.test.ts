/**
 * Rules change, what was sealed does not: each change is planted in a copy of the sources, shows there in what is decided from then
 * on, and leaves every sealed file of every version whole.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sealed } from '../../shared/domain/archive/sealed.ts';
import { assess } from '../../shared/domain/assessment/assessment.ts';
import { complianceOf } from '../../shared/domain/assessment/compliance.ts';
import { CLOCK_NAMES } from '../../shared/domain/model/clock.ts';
import { DIRECTORY } from '../support/factories.ts';
import { sealedAnew } from './anew.ts';
import { sealedOf, VERSIONS } from './kept.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOMAIN = 'shared/domain';

interface Planting {
  readonly what: string;
  /** In which file, what stands there, and what is to stand there. */
  readonly changes: readonly (readonly [file: string, was: string, is: string])[];
}

// biome-ignore format: one change a line
const PLANTINGS: readonly Planting[] = [
  { what: 'another category urgent', changes: [[`${DOMAIN}/sheets/urgency.ts`, "'gas'];", "'gas', 'electricity'];"]] },
  { what: 'two tries instead of three', changes: [[`${DOMAIN}/sheets/results.ts`, 'UNREACHED_ATTEMPTS = 3', 'UNREACHED_ATTEMPTS = 2']] },
  { what: 'a new member of sheets', changes: [[`${DOMAIN}/sheets/evolve.ts`, 'round: 1,', "round: 1, priority: 'normal',"]] },
  { what: 'a new member of clocks', changes: [[`${DOMAIN}/sheets/evolve.ts`, 'clocks: clocks ?? [],', 'clocks: (clocks ?? []).map((clock) => ({ ...clock, paused: false })),']] },
  { what: 'a new member of cases', changes: [[`${DOMAIN}/cases/evolve.ts`, "status: 'opened',", "status: 'opened', urgent: false,"]] },
  { what: 'a new clock', changes: [
    [`${DOMAIN}/model/clock.ts`, "  'follow-up',\n", "  'follow-up', 'inspection',\n"],
    [`${DOMAIN}/clocks/clock-table.ts`, 'answer: [{', "inspection: [{ clause: 'B3b', kinds: KINDS, duration: 'P1D', counted: 'always', owedBy: 'section' }], answer: [{"],
    [`${DOMAIN}/clocks/clock-table.ts`, 'answer: (sheet) =>', 'inspection: () => true, answer: (sheet) =>'],
  ] },
  { what: 'a clock that stops later', changes: [[`${DOMAIN}/clocks/clock-table.ts`, "arrival: (sheet) => sheet.status === 'accepted'", "arrival: (sheet) => inHand.includes(sheet.status)"]] },
  { what: 'another who owes a clock', changes: [[`${DOMAIN}/clocks/clock-table.ts`, "owedBy: 'handler, once completed the section'", "owedBy: 'section'"]] },
  { what: 'no signature for a telephone call', changes: [[`${DOMAIN}/sheets/signatures.ts`, "channel === 'phone' || ", '']] },
  { what: 'a signature for no later file', changes: [[`${DOMAIN}/sheets/signatures.ts`, "kind === 'complaint'", "kind === 'praise'"]] },
  { what: 'a login that signs nothing', changes: [[`${DOMAIN}/sheets/results.ts`, "said.channel === 'online' &&", "said.channel === 'staff' &&"]] },
  { what: 'an exemption that lifts no breach', changes: [[`${DOMAIN}/clocks/exemption.ts`, 'if (!request.inTime) return next;', 'if (!request.reason.includes("?")) return next;']] },
  { what: 'a dispute that leaves the sheet', changes: [[`${DOMAIN}/sheets/results.ts`, "standing({ status: 'registered', disputed: true })", "standing({ status: 'registered', disputed: false })"]] },
  { what: 'a return that nobody signs for', changes: [[`${DOMAIN}/sheets/hand-overs.ts`, "['receive', 'follow-up', 'hand-over']", "['follow-up', 'hand-over']"]] },
  { what: 'every case the office’s', changes: [[`${DOMAIN}/cases/results.ts`, "isOffices ? 'office' : 'section'", "isOffices ? 'office' : 'office'"]] },
  { what: 'an unfounded case that is concluded', changes: [[`${DOMAIN}/cases/results.ts`, "said.grade === 'unfounded'", "said.grade === 'minor'"]] },
  { what: 'a witness who takes no part', changes: [[`${DOMAIN}/cases/results.ts`, "[said.witness], 'witnessed')", "[], 'witnessed')"]] },
];

const SEALED = new Map(
  await Promise.all(VERSIONS.map(async (version) => [version, await sealedOf(version)] as const)),
);
const ANEW = [...(SEALED.get('0.2')?.values() ?? [])].map((text): readonly [Sealed, string] => {
  const object: Sealed = JSON.parse(text);
  return [object, sealedAnew(object)];
});

type Modules = {
  readonly sealed: typeof import('../../shared/domain/archive/sealed.ts');
  readonly anew: typeof import('./anew.ts');
  readonly clocks: typeof import('../../shared/domain/model/clock.ts');
  readonly compliance: typeof import('../../shared/domain/assessment/compliance.ts');
};
const MONTH = '2026-11';
const FROZEN = assess(
  [{ fact: { kind: 'request', onTheSpot: true, section: 'security' }, times: 2 }],
  DIRECTORY,
);

describe.each(PLANTINGS)('with $what', ({ changes }) => {
  let copy: string;
  let planted: Modules;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'shoujie-planted-'));
    const parts = ['test/archive/anew.ts', 'test/support/factories.ts', 'test/support/written.ts'];
    for (const part of ['package.json', DOMAIN, ...parts]) {
      await cp(join(ROOT, part), join(copy, part), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const [file, was, is] of changes) {
      const text = await readFile(join(copy, file), 'utf8');
      if (!text.includes(was)) throw new Error(`${file} has no ${was}`);
      await writeFile(join(copy, file), text.replaceAll(was, is));
    }
    planted = {
      sealed: await import(join(copy, 'shared/domain/archive/sealed.ts')),
      anew: await import(join(copy, 'test/archive/anew.ts')),
      clocks: await import(join(copy, DOMAIN, 'model/clock.ts')),
      compliance: await import(join(copy, DOMAIN, 'assessment/compliance.ts')),
    };
  });
  afterAll(() => rm(copy, { recursive: true }));

  it('what is decided from now on is another thing', () => {
    const isOther = ANEW.some(([object, text]) => planted.anew.sealedAnew(object) !== text);
    expect(isOther || planted.clocks.CLOCK_NAMES.length > CLOCK_NAMES.length).toBe(true);
  });

  it('a month that was frozen before is public as it was', () => {
    expect(FROZEN.sections.map((row) => planted.compliance.complianceOf(row, MONTH))).toEqual(
      FROZEN.sections.map((row) => complianceOf(row, MONTH)),
    );
  });

  it.each(VERSIONS)('all that version %s sealed is whole', (version) => {
    const faults = [...(SEALED.get(version) ?? [])].flatMap(([name, text]) =>
      planted.sealed.faultsOfSealed(text).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});
