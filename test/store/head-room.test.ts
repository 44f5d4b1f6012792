/** A head is one item of at most 400 KB, and a broken promise is recorded whatever was said before (decision 60). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Command, Sheet } from '../../shared/domain/model/sheet.ts';
import { evolve } from '../../shared/domain/sheets/evolve.ts';
import { headBytes, MOST_HEAD_BYTES } from '../../shared/domain/sheets/head-room.ts';
import { type WatchCommand, watch } from '../../shared/domain/sheets/watch.ts';
import { caseHeadItem } from '../../shared/store/cases/case-items.ts';
import { headItem } from '../../shared/store/sheets/sheet-items.ts';
import * as cases from '../support/domain/case-lives.ts';
import { atTheirLongest, LONGEST_TEXT } from '../support/domain/longest-words.ts';
import { wordyLives } from '../support/domain/random-lives.ts';
import { lives, type Timeline } from '../support/domain/timeline.ts';
import { DIRECTORY } from '../support/factories.ts';
import { filesBy } from '../support/found-files.ts';

const MOST_ITEM_BYTES = 400 * 1024;
const HOURS = 60;
const DAYS = 24 * HOURS;

/** Bytes of an item: its names, and its values as text. */
const bytesOf = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)),
    0,
  );
const itemBytes = (sheet: Sheet): number => bytesOf(headItem({ sheet, hash: '0'.repeat(64), bytes: 1 }));

/** The sheet once every promise that it still has is broken, and raised as far as that goes. */
function allBroken(sheet: Sheet, directory: Directory): Sheet {
  let state = sheet;
  const ring = (command: WatchCommand, days: number) => {
    const now = new Date(Date.parse(sheet.updatedAt) + days * DAYS * 60_000).toISOString();
    state = watch(state, command, directory, now).reduce<Sheet>(evolve, state);
  };
  const clocks = sheet.clocks.map(({ id }) => id);
  for (const clock of clocks) ring({ watch: 'warn', clock }, 0);
  for (const clock of clocks) ring({ watch: 'breach', clock }, 90);
  for (const level of [2, 3])
    for (const clock of clocks) ring({ watch: 'escalate', clock, level }, 90 + level);
  return state;
}

/** That each promise can still be broken where the table sees it. */
function expectRecordable(sheet: Sheet, directory: Directory): void {
  const after = allBroken(sheet, directory);
  expect(itemBytes(after)).toBeLessThan(MOST_ITEM_BYTES);
  expect(after.clocks.filter(({ state }) => state === 'running')).toEqual([]);
}

it('in every life of the longest words each broken promise is recorded', () => {
  let fullest = 0;
  const life = wordyLives(atTheirLongest, ['withdraw', 'archive', 'decline']);
  fc.assert(
    fc.property(life, ({ states, directory }) => {
      for (const sheet of states) expect(itemBytes(sheet)).toBeLessThan(MOST_ITEM_BYTES);
      const largest = states.reduce((most, each) => (headBytes(each) > headBytes(most) ? each : most));
      for (const sheet of new Set([largest, ...states.slice(-1)])) expectRecordable(sheet, directory);
      fullest = Math.max(fullest, headBytes(largest));
    }),
    { numRuns: 15 },
  );
  // Else the lives would have shown nothing of what happens where there is no more room.
  expect(fullest).toBeGreaterThan(MOST_HEAD_BYTES - LONGEST_TEXT.length);
});

describe('a sheet on which as much is said as may be', () => {
  const [DESK, CHU, CHEN, ZHAO] = ['receptionist-sun', 'guard-chu', 'security-manager-chen', 'resident-zhao'];
  const words = (command: Command): Command => atTheirLongest(command);
  /** Report by telephone, in hand; colleagues are asked and answer until nothing goes any more. */
  function full(): Timeline {
    const record = { at: '2026-11-23T08:00:00.000Z', words: LONGEST_TEXT };
    const life = lives({ kind: 'report', channel: 'phone', details: LONGEST_TEXT, record })
      .does(1, DESK, words({ step: 'hand-over', section: 'security', opinion: '' }))
      .does(2, CHEN, { step: 'accept', handler: CHU });
    const asks = words({ step: 'consult', person: CHEN, question: '' });
    let minute = 3;
    while (life.refusal(minute, DESK, asks) === undefined) {
      life.does(minute, DESK, asks);
      const advises = words({ step: 'advise', text: '' });
      if (life.refusal(minute + 1, CHEN, advises) === undefined) life.does(minute + 1, CHEN, advises);
      minute += 2;
    }
    const replies = words({ step: 'reply', message: '', by: 'phone' });
    expect(life.refusal(minute, CHU, replies)).toBe('step-not-allowed ledger-full');
    return life;
  }

  it('takes every step that ends something, and the table every breach on the way', () => {
    const life = full();
    const on = (when: number, who: string, command: Command) => {
      life.does(when, who, words(command));
      expectRecordable(life.sheet, DIRECTORY);
    };
    on(HOURS, CHU, { step: 'complete', outcome: '' });
    on(HOURS + 1, CHEN, { step: 'return', opinion: '' });
    on(HOURS + 2, DESK, { step: 'follow-up', reached: true, resolved: true, satisfaction: 5 });
    on(HOURS + 3, ZHAO, { step: 'rate', satisfaction: 1 });
    on(HOURS + 4, ZHAO, { step: 'object', reason: '' });
    on(HOURS + 5, ZHAO, {
      step: 'countersign',
      signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' },
    });
    on(HOURS + 6, ZHAO, { step: 'withdraw', reason: '' });
    on(HOURS + 7, DESK, { step: 'archive' });
    expect(life.sheet.status).toBe('archived');
  });

  it('takes no file any more, and is not opened anew by the desk', () => {
    const life = full();
    const complete: Command = { step: 'complete', outcome: '已修好' };
    const pictured = { ...words(complete), files: ['f1'] };
    expect(life.refusal(HOURS, CHU, pictured, filesBy(CHU, 'f1'))).toBe('step-not-allowed ledger-full');
    life.does(HOURS, CHU, complete).does(HOURS + 1, CHEN, words({ step: 'return', opinion: '' }));
    const over: Command = { step: 'follow-up', reached: true, resolved: false };
    expect(life.refusal(HOURS + 2, DESK, over)).toBe('step-not-allowed ledger-full');
    expect(life.refusal(HOURS + 2, DESK, { ...over, resolved: true })).toBeUndefined();
  });

  it('goes on as before once an amendment has made it shorter', () => {
    const life = full();
    const shorter: Command = { step: 'amend', fields: { details: '短' }, reason: '写得太长' };
    life.does(HOURS, DESK, shorter);
    expect(
      life.refusal(HOURS + 1, DESK, words({ step: 'consult', person: 'cs-manager-li', question: '' })),
    ).toBeUndefined();
  });
});

it('a sheet that an earlier version filled further is brought to its end', () => {
  const life = lives({ kind: 'report' });
  const opinions = Array.from({ length: 20 }, () => ({
    ...{ section: 'security', text: LONGEST_TEXT, by: 'receptionist-sun', at: life.sheet.openedAt },
  }));
  life.sheet = { ...life.sheet, opinions };
  const handOver: Command = { step: 'hand-over', section: 'security', opinion: '请处理' };
  expect(life.refusal(1, 'receptionist-sun', handOver)).toBe('step-not-allowed ledger-full');
  expect(life.refusal(1, 'receptionist-sun', { step: 'answer', answer: '好', by: 'phone' })).toBeUndefined();
});

it('a case of the longest words and two reviews is one item', () => {
  const said = <C extends object>(command: C): C => ({
    ...command,
    ...Object.fromEntries(
      ['findings', 'conclusion', 'reason', 'statement']
        .filter((name) => name in command)
        .map((name) => [name, LONGEST_TEXT]),
    ),
  });
  const life = cases.opened();
  const begun = { ...life, state: { ...life.state, allegation: LONGEST_TEXT } };
  const over = cases.walk(begun, [
    ['engineering-supervisor-feng', said(cases.CONCLUDE)],
    ['worker-wu', { ...cases.ACKNOWLEDGE, statement: LONGEST_TEXT }],
    ['engineering-manager-wang', said(cases.DECIDE)],
    ['hr-yang', cases.DELIVER],
    ['worker-wu', said(cases.APPEAL)],
    ['cs-manager-li', said(cases.review(1))],
    ['cs-manager-li', cases.DELIVER],
    ['worker-wu', said(cases.APPEAL)],
    ['director-wei', said(cases.review(2))],
    ['director-wei', cases.DELIVER],
  ]);
  expect(JSON.stringify(over.state).split(LONGEST_TEXT)).toHaveLength(10);
  expect(over.state).not.toBeInstanceOf(DomainError);
  expect(bytesOf(caseHeadItem({ case: over.state, hash: '0'.repeat(64), bytes: 1 }))).toBeLessThan(
    MOST_ITEM_BYTES / 2,
  );
});
