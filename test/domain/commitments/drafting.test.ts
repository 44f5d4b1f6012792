/** Who drafts a section's commitments, who publishes them and who reads a draft (A1.7, contract section 7). */
import { describe, expect, it } from 'vitest';
import {
  type Drafting,
  drafted,
  publication,
  readableDraft,
} from '../../../shared/domain/commitments/drafting.ts';
import type { Commitments, Draft, PlanInForce } from '../../../shared/domain/model/plan.ts';
import { actor, DIRECTORY, directoryWhere } from '../../support/factories.ts';
import { refusalIn } from '../../support/given-when-then.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const LATER = '2026-12-01T00:00:00.000Z';
const WANG = 'engineering-manager-wang';
const FENG = 'engineering-supervisor-feng';

const COMMITMENTS: Commitments = {
  promises: [{ id: 'leaks', zh: '漏水十分钟到场', en: 'Leaks: there in ten minutes' }],
  targets: { 'repair.urgent.arrival': 'PT10M' },
  effectiveFrom: LATER,
};
const DRAFT: Draft = {
  ...COMMITMENTS,
  ...{ site: 'riverside', section: 'engineering', draftedAt: NOW, draftedBy: WANG, revision: 4 },
};
const plan = (section: string, version: number): PlanInForce => ({
  ...{ section, version, effectiveFrom: NOW, targets: {} },
});

/** Somebody at engineering's commitments. */
const at = (who: string | readonly string[], more: Partial<Drafting> = {}): Drafting => ({
  actors: [who].flat().map(actor),
  directory: DIRECTORY,
  ...{ section: 'engineering', now: NOW, expected: undefined, draft: undefined, lastRevision: 0 },
  ...more,
});
const allowed = (
  decide: (drafting: Drafting) => object,
  people: readonly string[],
  more: Partial<Drafting>,
) => people.filter((who) => refusalIn(decide(at(who, more))) === undefined);
const EVERYBODY = DIRECTORY.staff.map(({ id }) => id);

describe('a draft', () => {
  const draft = (drafting: Drafting) => drafted(COMMITMENTS, drafting);

  it('is made by the section’s manager, and says by whom and when; its revisions are counted on', () => {
    expect(draft(at(WANG, { lastRevision: 3 }))).toEqual(DRAFT);
    expect(allowed(draft, EVERYBODY, {})).toEqual([WANG]);
    const directory = directoryWhere({ [WANG]: { active: false } });
    const others = EVERYBODY.filter((id) => id !== WANG);
    expect(allowed(draft, others, { directory })).toEqual([FENG]);
  });

  it('takes effect now at the earliest', () => {
    const from = (effectiveFrom: string) => drafted({ ...COMMITMENTS, effectiveFrom }, at(WANG));
    expect(refusalIn(from('2026-11-23T07:59:59.999Z'))).toBe(
      'validation-failed effective-past /effectiveFrom',
    );
    expect(from(NOW)).toMatchObject({ effectiveFrom: NOW });
  });

  it('goes before another only where that is the one that was read', () => {
    const second = (expected: readonly number[]) =>
      draft(at(WANG, { draft: DRAFT, lastRevision: 4, expected }));
    expect(second([4])).toMatchObject({ revision: 5 });
    expect(refusalIn(second([3]))).toContain('version-conflict');
  });

  it('is read by who leads the section, by the office, and by nobody else', () => {
    const readers = allowed(readableDraft, EVERYBODY, { draft: DRAFT });
    expect(readers).toEqual([FENG, WANG, 'director-wei', 'deputy-director-jiang']);
    expect(readableDraft(at(WANG, { draft: DRAFT }))).toBe(DRAFT);
    expect(refusalIn(readableDraft(at('worker-wu', { draft: DRAFT })))).toBe('forbidden reads-draft');
    expect(refusalIn(readableDraft(at(WANG)))).toBe('not-found no-draft');
  });
});

describe('a publication', () => {
  it('is the director’s, as the section’s next version', () => {
    expect(allowed(publication, EVERYBODY, { draft: DRAFT })).toEqual(['director-wei']);
    expect(refusalIn(publication(at(WANG, { draft: DRAFT })))).toBe('forbidden director-publishes');
    const plans = [plan('engineering', 1), plan('engineering', 2), plan('security', 7)];
    const directory = { ...DIRECTORY, plans };
    expect(publication(at(['hr-yang', 'director-wei'], { draft: DRAFT, directory }))).toEqual({
      ...COMMITMENTS,
      ...{ site: 'riverside', section: 'engineering', version: 3 },
      ...{ publishedAt: NOW, publishedBy: 'director-wei' },
    });
    expect(publication(at('director-wei', { draft: DRAFT }))).toMatchObject({ version: 1 });
  });

  it('needs a draft, that one which was read', () => {
    expect(refusalIn(publication(at('director-wei')))).toBe('step-not-allowed no-draft');
    expect(refusalIn(publication(at('director-wei', { draft: DRAFT, expected: [3] })))).toContain(
      'version-conflict',
    );
    expect(publication(at('director-wei', { draft: DRAFT, expected: [4] }))).toMatchObject({ version: 1 });
  });

  it('takes effect when it says, yet never before it', () => {
    const effect = (effectiveFrom: string) =>
      publication(at('director-wei', { draft: { ...DRAFT, effectiveFrom } }));
    expect(effect(LATER)).toMatchObject({ effectiveFrom: LATER });
    expect(effect('2026-11-01T00:00:00.000Z')).toMatchObject({ effectiveFrom: NOW });
  });
});
