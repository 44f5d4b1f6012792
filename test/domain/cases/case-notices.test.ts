import { describe, expect, it } from 'vitest';
import { noticesOfCase } from '../../../shared/domain/cases/notices.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { CASE_NOTICES } from '../../../shared/domain/notices/notice-table.ts';
import {
  ACKNOWLEDGE,
  APPEAL,
  appealed,
  CONCLUDE,
  DECIDE,
  DELIVER,
  decided,
  delivered,
  type Life,
  opened,
  passed,
  review,
  reviewed,
  secondAppeal,
  signed,
  walk,
} from '../../support/domain/case-lives.ts';
import { DIRECTORY, directoryWhere } from '../../support/factories.ts';

/** Who is told what of a whole life, in order. */
const told = ({ ledger, state }: Life, directory: Directory = DIRECTORY) =>
  ledger.flatMap((entry) =>
    noticesOfCase(entry, state, directory).map(({ person, kind, promise, level, clause }) =>
      [person, kind, promise, level, clause].filter((each) => each !== undefined).join(' '),
    ),
  );
const END = '2029-01-01T00:00:00.000Z';
const away = { active: false };
const WITHOUT_REVIEWERS = directoryWhere({
  ...{ 'cs-manager-li': away, 'cs-supervisor-he': away, 'deputy-director-jiang': away },
});

describe('of a case are told', () => {
  it('its subject of what is delivered, five days before the window closes; who owes it of what is to be carried out', () => {
    expect(told(passed(delivered(), END))).toEqual([
      'worker-wu decision 1 A2.7c',
      'worker-wu window 1 A2.7a',
      'engineering-manager-wang carry-out carry-out A2.2',
      'engineering-manager-wang breach carry-out A2.2',
      'director-wei escalation carry-out 1 A2.2',
      'overseer-han escalation carry-out 2 A2.2',
    ]);
    const [notice] = delivered().ledger.flatMap((entry) =>
      noticesOfCase(entry, delivered().state, DIRECTORY),
    );
    expect(notice).toMatchObject({
      path: '/cases/01KAV0000000000000000000CA',
      number: 'WZ-20261123-0001',
      subject: 'A1.3',
      dueAt: '2026-12-23T16:00:00.000Z',
    });
  });

  it('its subject of what was decided and why, by which rule, and who would review it', () => {
    const notices = delivered().ledger.flatMap((entry) => noticesOfCase(entry, delivered().state, DIRECTORY));
    expect(notices).toMatchObject([
      {
        ...{ kind: 'decision', rule: 'A1.3', level: 1, message: '初次' },
        decided: { sanctions: ['criticism'] },
      },
    ]);
    const again = walk(reviewed(), [['cs-manager-li', DELIVER]]);
    const told = again.ledger.flatMap((entry) => noticesOfCase(entry, again.state, DIRECTORY));
    expect(told.at(-1)).toMatchObject({
      ...{ kind: 'review-result', level: 2, message: '属实' },
      decided: { outcome: 'upheld', sanctions: ['criticism'] },
    });
    expect(told.at(-1)?.decided).not.toHaveProperty('final');
    const last = walk(secondAppeal(), [
      ['director-wei', review(2)],
      ['director-wei', DELIVER],
    ]);
    const [final, owed] = last.ledger
      .flatMap((entry) => noticesOfCase(entry, last.state, DIRECTORY))
      .slice(-2);
    expect(owed).toMatchObject({ kind: 'carry-out', decided: { sanctions: ['criticism'] } });
    expect(final).toMatchObject({ kind: 'review-result', decided: { outcome: 'upheld', final: true } });
    expect(final).not.toHaveProperty('dueAt');
  });

  it('whoever stands in for the reviewer; the subject themselves, and nobody in their place', () => {
    const [from, to] = ['2026-11-01T00:00:00.000Z', '2027-11-01T00:00:00.000Z'];
    const away = (person: string) => ({ standIn: { person, from, to } });
    const directory = directoryWhere({
      ...{ 'cs-manager-li': away('cs-supervisor-he'), 'worker-wu': away('worker-zheng') },
    });
    expect(told(appealed(), directory)).toEqual([
      'worker-wu decision 1 A2.7c',
      'cs-supervisor-he appeal A2.7b',
    ]);
    const bySubject = directoryWhere({ 'cs-manager-li': away('worker-wu') });
    expect(told(appealed(), bySubject).at(-1)).toBe('cs-manager-li appeal A2.7b');
  });

  it('the reviewer of the appeal, then who missed a target, the director and the overseer', () => {
    expect(told(passed(appealed(), END))).toEqual([
      'worker-wu decision 1 A2.7c',
      'cs-manager-li appeal A2.7b',
      'cs-manager-li breach review A2.7b',
      'director-wei escalation review 1 A2.7b',
      'overseer-han escalation review 2 A2.7b',
    ]);
    expect(told(walk(reviewed(), [['hr-yang', DELIVER]])).at(-1)).toBe('worker-wu review-result 2 A2.7c');
  });

  it('nobody, of a target that a late step met before it was noticed', () => {
    const late = signed(decided(), 'hr-yang', DELIVER, { now: '2026-12-01T00:00:00.000Z' });
    expect(late.ledger.slice(-2).map(({ step }) => step)).toEqual(['breach', 'deliver']);
    expect(late.state.clocks).toMatchObject([{ state: 'late', breachedAt: '2026-11-26T09:30:00.000Z' }]);
    expect(told(late)).toEqual(['worker-wu decision 1 A2.7c']);
  });

  it('the overseer, where nobody is left to review; the subject never of what others owe', () => {
    const directory = WITHOUT_REVIEWERS;
    const life = signed(delivered(), 'worker-wu', APPEAL, { directory });
    expect(told(life, directory).at(-1)).toBe('overseer-han no-reviewer review 2 A2.7b');

    const ofDirector = walk(opened('director-wei', 'overseer-han'), [
      ['overseer-han', CONCLUDE],
      ['director-wei', ACKNOWLEDGE],
      ['overseer-han', DECIDE],
    ]);
    // The overseer owes the delivery, and the director is who it is about: nobody is left to raise it to.
    expect(told(passed(ofDirector, END))).toEqual(['overseer-han breach delivery A2.7c']);
  });
});

it('every kind that is of cases is told by some entry', () => {
  const lives = [
    passed(delivered(), END),
    passed(appealed(), END),
    walk(reviewed(), [['hr-yang', DELIVER]]),
    signed(delivered(), 'worker-wu', APPEAL, { directory: WITHOUT_REVIEWERS }),
  ];
  const kinds = lives.flatMap(({ ledger, state }) =>
    ledger.flatMap((entry) => noticesOfCase(entry, state, DIRECTORY).map(({ kind }) => kind)),
  );
  expect([...new Set(kinds)].sort()).toEqual([...CASE_NOTICES].sort());
});
