import { describe, expect, it } from 'vitest';
import { countBreach } from '../../functions/outbox/breaches.ts';
import { chain, GENESIS } from '../../shared/domain/kernel/ledger.ts';
import type { SheetEvent } from '../../shared/domain/model/sheet.ts';
import { SYSTEM } from '../../shared/domain/sheets/watch.ts';
import { measureInto, UNMEASURED } from '../../shared/runtime/measure.ts';
import { DIRECTORY } from '../support/factories.ts';

const AT = '2026-11-23T08:15:01.000Z';

function written(namespace = 'Shoujie/test') {
  const lines: string[] = [];
  return { lines, note: measureInto(namespace, (line) => lines.push(line)) };
}

const entryOf = (body: object) => {
  const [entry] = chain([{ seq: 4, at: AT, actor: SYSTEM, version: 5, ...body } as SheetEvent], GENESIS);
  if (entry === undefined) throw new Error('no entry');
  return entry;
};
const BREACH = {
  step: 'breach',
  clock: 'follow-up-2-1',
  dueAt: '2026-11-23T08:14:00.000Z',
  clause: 'B5.2.1c',
};

describe('what is measured', () => {
  it('is a line of CloudWatch’s embedded metric format, for the stage and by its dimensions', () => {
    const { lines, note } = written();
    note(AT, { Breaches: 1, BreachNoticedAfter: 61 }, { site: 'riverside' });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: Date.parse(AT),
          CloudWatchMetrics: [
            {
              Namespace: 'Shoujie/test',
              Dimensions: [[], ['site']],
              Metrics: [
                { Name: 'Breaches', Unit: 'Count' },
                { Name: 'BreachNoticedAfter', Unit: 'Seconds' },
              ],
            },
          ],
        },
        site: 'riverside',
        Breaches: 1,
        BreachNoticedAfter: 61,
      },
    ]);
  });

  it('is measured once where there are no dimensions, and not at all on the local cloud', () => {
    const { lines, note } = written();
    note(AT, { FoundLate: 0 });
    expect(JSON.parse(lines[0] ?? '')._aws.CloudWatchMetrics[0].Dimensions).toEqual([[]]);
    const local = written(UNMEASURED);
    local.note(AT, { FoundLate: 1 });
    expect(local.lines).toEqual([]);
  });
});

describe('a breach', () => {
  it.each([
    [{ section: 'engineering' }, 'engineering'],
    [{ person: 'worker-wu' }, 'engineering'],
    [{ person: 'nobody' }, 'none'],
  ])('owed by %j counts for section %s, with how late it was noticed', (owes, section) => {
    const { lines, note } = written();
    countBreach(note, entryOf({ ...BREACH, owes }), DIRECTORY);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      site: 'riverside',
      section,
      clock: 'follow-up',
      Breaches: 1,
      BreachNoticedAfter: 61,
    });
  });

  it.each([
    ['delivery-0', 'delivery', { person: 'worker-wu' }, 'engineering'],
    ['review-2', 'review', { person: 'director-wei' }, 'none'],
    ['review-1', 'review', {}, 'none'],
  ])('of a case, %s, counts as %s', (clock, name, owes, section) => {
    const { lines, note } = written();
    countBreach(note, entryOf({ ...BREACH, clock, owes }), DIRECTORY);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ clock: name, section, Breaches: 1 });
  });

  it('is nothing else', () => {
    const { lines, note } = written();
    countBreach(note, entryOf({ step: 'warning', clock: 'follow-up-2-1' }), DIRECTORY);
    expect(lines).toEqual([]);
  });
});
