/** Freezes a site's month: from then on its figures never change (contract section 6, B3c). */

import { type Assessment, assess } from '../domain/assessment/assessment.ts';
import { dueToFreeze } from '../domain/assessment/month.ts';
import {
  type CountedMonth,
  gradedA,
  MONTHS_RUNNING,
  type WorthAwarding,
  worthAwarding,
} from '../domain/assessment/worth-awarding.ts';
import { daySpan, monthAfter } from '../domain/kernel/local-spans.ts';
import type { Directory } from '../domain/model/directory.ts';
import { withRobots } from '../domain/notices/robot-notices.ts';
import { keepNotices, type Letters } from '../effects/notify.ts';
import { assessmentNotices } from '../mail/assessment-notices.ts';
import { readLastCheckpoint } from '../store/anchors/ledgers.ts';
import { countPacked, hasFacts, readFacts, readPacked } from '../store/assessment/facts.ts';
import { markFreezing, markFrozen, readFrozen, readMark, writeFigures } from '../store/assessment/frozen.ts';
import type { Table } from '../store/table/table.ts';
import { keepOwedFacts } from './settle.ts';

interface Freezing {
  readonly table: Table;
  readonly letters: Letters;
  readonly now: string;
}

/**
 * Freezes a month that is not frozen yet; says whether it did. A run may stop anywhere and be started again, also
 * while another is under way: the facts of a month that is marked as freezing change no more, so every run comes to
 * the same figures.
 */
export async function freezeMonth(
  { table, letters, now }: Freezing,
  directory: Directory,
  month: string,
): Promise<boolean> {
  const site = directory.site.id;
  if ((await readMark(table, site, month)) === 'frozen') return false;
  // Whatever was lost on the way is counted, too; what comes after the mark is a correction.
  await keepOwedFacts(table, directory, now);
  await markFreezing(table, site, month, now);
  const assessment = assess(countPacked(await readPacked(table, site, month, true)), directory);
  await writeFigures(table, site, month, assessment);
  const anchor = await readLastCheckpoint(table);
  // However often freezing is begun, the notices are of one instant, and told once.
  const ended = daySpan(`${monthAfter(month)}-01`, directory.site.timeZone).from;
  const worthy = await readWorthy(table, directory, month, assessment);
  const notices = assessmentNotices(month, assessment, directory, ended, { anchor, worthy });
  await keepNotices(table, letters, withRobots(notices, directory), now);
  await markFrozen(table, site, month, now);
  return true;
}

/**
 * Whom the letter names for an award. The months before are read as far as anybody is left who had grade A in all of them so
 * far; their facts change no more.
 */
async function readWorthy(
  table: Table,
  directory: Directory,
  month: string,
  assessment: Assessment,
): Promise<WorthAwarding> {
  const { id: site } = directory.site;
  const earlier: CountedMonth[] = [];
  let left = gradedA(assessment.people);
  for (let back = 1; back < MONTHS_RUNNING && left.length > 0; back += 1) {
    const before = monthAfter(month, -back);
    const people = (await readFrozen(table, site, before))?.people ?? [];
    left = gradedA(people).filter((id) => left.includes(id));
    if (left.length > 0) earlier.push({ people, facts: await readFacts(table, site, before, true) });
  }
  const isAnybodyLeft = earlier.length === MONTHS_RUNNING - 1;
  const facts = isAnybodyLeft ? await readFacts(table, site, month, true) : [];
  return worthAwarding(assessment, facts, earlier, directory);
}

/** How long after a month ought to be frozen its schedule may still do that by itself. */
const GRACE_MS = 10 * 60_000;
/** How many months back are looked at. */
const MOST_MONTHS = 12;

/**
 * Freezes the months that their schedule missed, the earliest first. It looks back until it meets a month that is
 * frozen, or one of which no fact is known.
 */
export async function freezeMissed(freezing: Freezing, directory: Directory): Promise<number> {
  const { table, now } = freezing;
  const { id: site, timeZone } = directory.site;
  const missed: string[] = [];
  const last = dueToFreeze(now, timeZone, GRACE_MS);
  for (let back = 0; back < MOST_MONTHS; back += 1) {
    const month = monthAfter(last, -back);
    const mark = await readMark(table, site, month);
    if (mark === 'frozen' || (mark === undefined && !(await hasFacts(table, site, month)))) break;
    missed.unshift(month);
  }
  for (const month of missed) await freezeMonth(freezing, directory, month);
  return missed.length;
}
