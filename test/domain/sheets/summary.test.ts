/** A summary tells enough of its sheet to judge who sees it and who owes what, without the sheet. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLive } from '../../../shared/domain/model/clock.ts';
import { asOf } from '../../../shared/domain/model/directory.ts';
import { actorOf } from '../../../shared/domain/organisation/organisation.ts';
import { isResidentHidden } from '../../../shared/domain/sheets/anonymity.ts';
import { owesNow } from '../../../shared/domain/sheets/owing.ts';
import { judgedBy, summaryOf, withOwesOf } from '../../../shared/domain/sheets/summary.ts';
import { sees } from '../../../shared/domain/sheets/visibility.ts';
import { lives } from '../../support/domain/random-lives.ts';
import { repairUntil } from '../../support/domain/timeline.ts';
import { actor, DIRECTORY, RESIDENTS } from '../../support/factories.ts';

it('of any sheet, in any state, to anybody', () => {
  fc.assert(
    fc.property(lives, ({ states, directory }) => {
      for (const sheet of states) {
        const now = asOf(directory, sheet.updatedAt);
        // As the table has it: as text.
        const summary = JSON.parse(JSON.stringify(summaryOf(sheet)));
        for (const person of [...directory.staff, ...RESIDENTS]) {
          const actor = actorOf(person);
          const told = judgedBy(summary);
          expect(sees(actor, told, now), `${sheet.status} ${person.id}`).toBe(sees(actor, sheet, now));
          expect(isResidentHidden(actor, told, now)).toBe(isResidentHidden(actor, sheet, now));
        }
        const owed = sheet.clocks.filter(isLive).map((clock) => [clock.id, owesNow(clock, sheet, now)]);
        const told = withOwesOf(summary, now).unmet.map(({ id, owes }) => [id, owes]);
        expect(new Map(told as never)).toEqual(new Map(owed as never));
      }
    }),
    { numRuns: 60 },
  );
});

it('names what runs and what is broken, the earliest deadline first', () => {
  const { sheet } = repairUntil('handed-over');
  const clocks = sheet.clocks.map((clock) =>
    clock.name === 'acceptance' ? { ...clock, state: 'breached' as const, breachedAt: clock.dueAt } : clock,
  );
  const { unmet, breached } = summaryOf({ ...sheet, clocks });
  expect(unmet.map(({ id, state }) => [id, state])).toEqual([
    ['acceptance-1-1', 'breached'],
    ['return-1-1', 'running'],
  ]);
  expect(unmet[0]?.dueAt).toBe(clocks.find(({ name }) => name === 'acceptance')?.dueAt);
  expect(breached).toBe(true);
});

it('tells whose advice is still owed, who therefore sees the sheet, and which clocks are asked to be excused', () => {
  const life = repairUntil('accepted')
    .does(11, 'worker-wu', { step: 'consult', person: 'security-manager-chen', question: '能否免费' })
    .does(12, 'worker-wu', {
      ...{ step: 'request-exemption', clock: 'arrival-1-1', reason: '等配件' },
      until: '2026-11-26T08:00:00.000Z',
    });
  const advised = repairUntil('accepted')
    .does(11, 'worker-wu', { step: 'consult', person: 'security-manager-chen', question: '能否免费' })
    .does(12, 'security-manager-chen', { step: 'advise', text: '可以' });
  const seen = ({ sheet }: typeof life) =>
    sees(actor('security-manager-chen'), judgedBy(summaryOf(sheet)), DIRECTORY);
  expect([seen(life), seen(advised)]).toEqual([true, false]);
  expect(summaryOf(life.sheet).parts).toMatchObject({
    consulted: ['security-manager-chen'],
    asked: ['arrival-1-1'],
  });
  expect(summaryOf(advised.sheet).parts).not.toHaveProperty('consulted');
});
