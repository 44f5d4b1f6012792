/** Who answers for a clock once it is over: who owed it when it stopped or, if that was earlier, when it was due. */

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../shared/domain/assessment/facts.ts';
import { proposedBy } from '../../../shared/domain/cases/proposed.ts';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { accept, assign, repairUntil, type Timeline } from '../../support/domain/timeline.ts';
import { directoryWhere } from '../../support/factories.ts';
import { minute } from '../../support/given-when-then.ts';

const [WU, ZHENG] = ['worker-wu', 'worker-zheng'];
const [WANG, FENG] = ['engineering-manager-wang', 'engineering-supervisor-feng'];
const ACCEPTANCE = 'acceptance-1-1';

/** The demo organisation with engineering's manager on leave from a minute on. */
const onLeaveFrom = (from: number): Directory =>
  directoryWhere({ [WANG]: { leave: { from: minute(from), to: '2027-01-01T00:00:00.000Z' } } });

/** What the month's assessment counts of a clock. */
const counted = (life: Timeline, clock: string) =>
  [...factsOf(life.sheet, life.directory).values()]
    .flat()
    .flatMap((fact) =>
      'clock' in fact && fact.clock === clock
        ? [[fact.kind, 'outcome' in fact ? fact.outcome : undefined, fact.person, fact.section]]
        : [],
    );

/** A repair with engineering since minute 5: `acceptance` is due at 35. */
const handedOver = (directory: Directory) => repairUntil('handed-over').under(directory);

describe('of what a section owes its manager answers', () => {
  it('who was there when it stopped, if that was before it was due', () => {
    const life = handedOver(onLeaveFrom(20)).does(10, WU, accept(WU));
    expect(life.clock(ACCEPTANCE)).toMatchObject({ owes: { section: 'engineering' }, answerable: WANG });
    expect(counted(life, ACCEPTANCE)).toEqual([['clock', 'kept', WANG, 'engineering']]);
    const later = handedOver(onLeaveFrom(20)).does(30, WU, accept(WU));
    expect(counted(later, ACCEPTANCE)).toEqual([['clock', 'kept', FENG, 'engineering']]);
  });

  it('who was there when it was due, if it stopped later', () => {
    const late = (from: number) => handedOver(onLeaveFrom(from)).does(50, WU, accept(WU));
    expect(counted(late(40), ACCEPTANCE)).toEqual([
      ['clock', 'broken', WANG, 'engineering'],
      ['breach', undefined, WANG, 'engineering'],
    ]);
    expect(counted(late(35), ACCEPTANCE)).toEqual([
      ['clock', 'broken', FENG, 'engineering'],
      ['breach', undefined, FENG, 'engineering'],
    ]);
  });

  it('and whom a case is proposed about, whoever leads the section by then', () => {
    const life = handedOver(onLeaveFrom(40)).rings(100, { watch: 'breach', clock: ACCEPTANCE });
    life.rings(200, { watch: 'escalate', clock: ACCEPTANCE, level: 2 });
    life.rings(300, { watch: 'escalate', clock: ACCEPTANCE, level: 3 });
    const about = life.events.flatMap((event) => proposedBy(event, life.sheet, life.directory));
    expect(about).toMatchObject([{ clock: ACCEPTANCE, about: WANG }]);
  });
});

describe('of what a person owes they answer', () => {
  it('who had it when it was due, also where another had it when that was noticed', () => {
    const life = repairUntil('accepted').does(75, WANG, assign(ZHENG));
    expect(counted(life, 'arrival-1-1')).toEqual([
      ['clock', 'broken', WU, 'engineering'],
      ['breach', undefined, WU, 'engineering'],
    ]);
  });

  it('unless they were on leave by then: their stand-in, else the section’s manager', () => {
    const away = (standIn?: string) =>
      directoryWhere({
        [WU]: { leave: { from: minute(60), to: minute(600), ...(standIn && { standIn }) } },
      });
    const late = (directory: Directory) =>
      repairUntil('accepted').under(directory).does(75, WANG, assign(ZHENG));
    expect(counted(late(away()), 'arrival-1-1')[0]).toEqual(['clock', 'broken', WANG, 'engineering']);
    expect(counted(late(away(ZHENG)), 'arrival-1-1')[0]).toEqual(['clock', 'broken', ZHENG, 'engineering']);
  });
});
