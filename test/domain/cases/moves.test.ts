/** What time brings about in a case (contract section 5): targets, reminders, windows and lapses, to the instant. */
import { describe, expect, it } from 'vitest';
import { moveCase, nextMove } from '../../../shared/domain/cases/moves.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import {
  APPEAL,
  appealed,
  DELIVER,
  decided,
  delivered,
  type Life,
  opened,
  passed,
  review,
  signed,
  walk,
} from '../../support/domain/case-lives.ts';
import { actor, DIRECTORY, directoryWhere } from '../../support/factories.ts';
import { at, by, givenCase } from '../../support/given-when-then.ts';

const WANG = 'engineering-manager-wang';
/** Three working days after the decision: what the delivery is due by, and what is raised two working days later. */
const DUE = '2026-11-26T09:30:00.000Z';
const PAST_DUE = '2026-11-26T09:30:00.001Z';
const RAISED = '2026-11-30T09:30:00.001Z';
const away = { active: false };

/** What is said of targets, by the entries since the nth. */
const said = ({ ledger }: Life, from = 0) =>
  ledger
    .slice(from)
    .map((entry) =>
      entry.step === 'escalate'
        ? `escalate ${entry.clock} ${entry.level} ${entry.to.join()}`.trimEnd()
        : entry.step === 'breach'
          ? `breach ${entry.clock}`
          : entry.step,
    );
const moved = (life: Life, now: string, directory: Directory = DIRECTORY) =>
  moveCase(life.state, directory, now);

describe('a target', () => {
  it('is missed the instant after it is due, and raised to the director', () => {
    expect(nextMove(decided().state)).toEqual({ kind: 'breach', at: PAST_DUE });
    expect(moved(decided(), DUE)).toEqual([]);
    expect(said(passed(decided(), PAST_DUE), 4)).toEqual([
      'breach delivery-0',
      'escalate delivery-0 1 director-wei',
    ]);
  });

  it('that a step meets at the very deadline is kept, and a moment later is broken by the step', () => {
    const late = givenCase(decided()).when(DELIVER, by('hr-yang'), at(PAST_DUE)).after;
    expect(late.clocks).toMatchObject([{ id: 'delivery-0', state: 'late', breachedAt: DUE }]);
    const kept = givenCase(decided()).when(DELIVER, by('hr-yang'), at(DUE)).after;
    expect(kept.clocks).toMatchObject([{ id: 'delivery-0', state: 'stopped' }]);
    expect(kept.clocks[0]?.breachedAt).toBeUndefined();
  });

  it('that is noted as missed is broken once, however late the step', () => {
    const missed = passed(decided(), PAST_DUE);
    const late = signed(missed, 'hr-yang', DELIVER);
    expect(said(late, missed.ledger.length)).toEqual(['deliver']);
    expect(late.state.clocks).toMatchObject([{ state: 'late', breachedAt: DUE }]);
  });

  it('is raised further level by level, once each, and then left alone', () => {
    const missed = passed(decided(), PAST_DUE);
    const next = nextMove(missed.state);
    expect(next?.kind).toBe('raise');
    const raised = passed(missed, next?.at ?? RAISED);
    expect(said(raised, missed.ledger.length)).toEqual(['escalate delivery-0 2 overseer-han']);
    expect(nextMove(raised.state)?.kind).toBe('lapse');
  });

  it('starts from the first level, whatever was raised of the one before', () => {
    const twice = passed(decided(), '2027-01-01T00:00:00.000Z');
    const again = walk(twice, [
      ['hr-yang', DELIVER],
      ['worker-wu', APPEAL],
    ]);
    const missed = passed(again, '2027-03-01T00:00:00.000Z');
    expect(said(missed, again.ledger.length)).toEqual([
      'breach review-1',
      'escalate review-1 1 director-wei',
      'escalate review-1 2 overseer-han',
    ]);
  });

  it('is raised past a level without anybody at once, which is noted, and never to who owes it', () => {
    const nobody = directoryWhere({ 'director-wei': away });
    expect(said(passed(decided(), PAST_DUE, nobody), 4)).toEqual([
      'breach delivery-0',
      'escalate delivery-0 1',
      'escalate delivery-0 2 overseer-han',
    ]);
  });
});

describe('a case', () => {
  it('lapses where nobody takes it further, before no target', () => {
    const { state } = opened();
    expect(nextMove(state)).toMatchObject({ kind: 'lapse' });
    const lapsed = passed(opened(), nextMove(state)?.at ?? '');
    expect(said(lapsed)).toEqual(['open', 'lapse', 'archive']);
    expect(lapsed.state.status).toBe('archived');
  });

  it('is reminded of its window once, then closes with it', () => {
    const { state } = delivered();
    const remind = nextMove(state);
    expect(remind).toEqual({ kind: 'remind', at: '2026-12-18T16:00:00.000Z' });
    const reminded = passed(delivered(), '2026-12-18T16:00:00.000Z');
    expect(reminded.ledger.at(-1)).toMatchObject({ step: 'warning', version: state.version });
    expect(nextMove(reminded.state)).toEqual({ kind: 'close', at: '2026-12-23T16:00:00.000Z' });
    // Where a window is too short for a reminder there is none.
    const { remindAt: _none, ...window } = state.status === 'delivered' ? state.window : {};
    expect(nextMove({ ...state, window } as typeof state)?.kind).toBe('close');
  });
});

describe('an appeal that nobody is left to review', () => {
  it('is shown to the overseers, but to none whom the case is about', () => {
    const directory = directoryWhere({
      ...{ 'cs-manager-li': away, 'cs-supervisor-he': away, 'deputy-director-jiang': away },
      'worker-wu': { role: 'overseer', section: undefined },
    });
    const shown = signed(delivered(), 'worker-wu', APPEAL, { directory });
    expect(shown.ledger.at(-1)).toMatchObject({ step: 'escalate', level: 2, to: ['overseer-han'] });
  });
});

describe('what a step starts is owed', () => {
  it('by whom a stand-in stands in for', () => {
    const zheng = { ...actor('cs-manager-li'), id: 'worker-zheng', standInFor: 'cs-manager-li' };
    const reviewed = givenCase(appealed()).when(review(1), by(zheng)).after;
    expect(reviewed.clocks.at(-1)).toMatchObject({ id: 'delivery-1', owes: { person: 'cs-manager-li' } });
    expect(passed(decided(), DUE).state.clocks).toMatchObject([{ owes: { person: WANG } }]);
  });
});
