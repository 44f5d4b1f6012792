/** Half a year of a site's cases and awards by the domain alone, beside its sheets (`half-year.ts`). */
import { grantAward, withdrawAward } from '../../../shared/domain/assessment/awards.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { AWARD_KINDS, type Award, type Awarded } from '../../../shared/domain/model/award.ts';
import { actorsOf } from '../../../shared/domain/organisation/acting.ts';
import { DIRECTORY, person } from '../factories.ts';
import { randomFrom } from '../random.ts';
import { type Life, opened, passed, signed } from './case-lives.ts';
import { nextDeed, openerOf, SUBJECTS } from './random-cases.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (at: number) => new Date(at).toISOString();
const oneOf = <T>(of: readonly T[], random: () => number): T => of[Math.floor(random() * of.length)] as T;

/** So many cases, opened within the 180 days from an instant (milliseconds since 1970) and lived until another. */
export function casesOfHalfYear(seed: number, cases: number, from: number, until: number): readonly Life[] {
  const random = randomFrom(seed);
  return Array.from({ length: cases }, (_, nth) => {
    const about = oneOf(SUBJECTS, random);
    let life = opened(about, openerOf(about), iso(from + Math.floor(random() * 180) * DAY), nth + 1);
    // Now and then nobody carries out what was decided.
    const isForgotten = random() < 0.2;
    let now = from;
    for (let step = 0; step < 40 && now < until; step += 1) {
      // Some deeds come a minute after the last, some days later; whatever falls due by itself meanwhile happens.
      const wait = random() < 0.2 ? 60_000 : Math.ceil(random() * 200) * HOUR;
      now = Math.max(now, Date.parse(life.state.updatedAt)) + wait;
      life = passed(life, iso(now));
      if (isForgotten && life.state.status === 'final') break;
      const [who, command] = nextDeed(life.state, random, iso(now)) ?? [];
      if (who !== undefined && command !== undefined) life = signed(life, who, command, { now: iso(now) });
    }
    return passed(life, iso(until));
  });
}

/** An award as it was after each time that something happened to it: granted, and perhaps withdrawn. */
export type AwardLife = readonly Award[];

const AWARDED: readonly Awarded[] = [
  ...SUBJECTS.map((id) => ({ person: id })),
  { section: 'engineering' },
  { section: 'security' },
];

/** So many awards within the 180 days from an instant; every third is withdrawn again, some time later. */
export function awardsOfHalfYear(seed: number, awards: number, from: number): readonly AwardLife[] {
  const random = randomFrom(seed);
  return Array.from({ length: awards }, (_, nth): AwardLife => {
    const about = oneOf(AWARDED, random);
    const grants = [actorsOf(person(openerOf(about.person ?? '')), DIRECTORY, iso(from))] as const;
    const at = from + Math.floor(random() * 180 * 24 * 60) * 60_000;
    const id = `01KAV${String(nth + 1).padStart(19, '0')}AW`;
    const grant = { about, kind: oneOf(AWARD_KINDS, random), reason: `第 ${nth + 1} 次` };
    const given = grantAward(...grants, grant, DIRECTORY, { id, now: iso(at) });
    if (given instanceof DomainError) throw new Error(given.reason);
    if (random() > 0.35) return [given.award];
    const now = iso(at + Math.ceil(random() * 60) * DAY);
    const back = withdrawAward(...grants, given.award, '查实有误', DIRECTORY, { now });
    if (back instanceof DomainError) throw new Error(back.reason);
    return [given.award, back.award];
  });
}
