/**
 * What bears on promotion, pay and assignment (A2.5) computed anew from nothing but the ledgers of cases and awards, in the slow and
 * obvious way, by the words of contract section 5. None of the product's ways are used.
 */
import type { CaseEvent, SaidOfCase } from '../../../shared/domain/cases/case.ts';
import type { Award } from '../../../shared/domain/model/award.ts';

const HOUR = 3_600_000;

/** A final case that is held against somebody, as its ledger tells it. */
export interface HeldByHand {
  readonly case: string;
  readonly person: string;
  readonly section: string | undefined;
  readonly number: string;
  readonly rule: string;
  readonly decidedAt: string;
  readonly finalAt: string;
  readonly sanctions: readonly string[];
  readonly compensation?: { readonly amount: string; readonly currency: string };
  readonly outstanding?: { readonly amount: string; readonly currency: string };
  readonly until?: string;
  readonly carriedOut: readonly { readonly sanction: string; readonly at: string; readonly refused?: true }[];
}

const MONTHS: Readonly<Record<string, number>> = {
  ...{ 'verbal-warning': 6, criticism: 6, 'written-self-criticism': 6, 'public-self-criticism': 6 },
  ...{ 'administrative-sanction': 12, transfer: 24 },
};

/** So many months later on the wall of the site, which keeps China's time: the same day, or the month's last. */
function monthsLater(at: string, months: number): string {
  const wall = new Date(Date.parse(at) + 8 * HOUR);
  const day = wall.getUTCDate();
  const there = new Date(wall);
  there.setUTCDate(1);
  there.setUTCMonth(there.getUTCMonth() + months);
  const last = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(day, last));
  return new Date(there.getTime() - 8 * HOUR).toISOString();
}

/** What a case's ledger comes to for its subject; undefined where it is held against nobody. */
export function heldByHand(entries: readonly (SaidOfCase | CaseEvent)[]): HeldByHand | undefined {
  const [opening] = entries;
  if (opening?.step !== 'open') throw new Error('a ledger begins with the opening');
  let sanctions: readonly string[] = [];
  let compensation: { readonly amount: string; readonly currency: string } | undefined;
  let [decidedAt, finalAt] = ['', ''];
  let [paid, isWaived, isRevoked, isDismissed] = [0, false, false, false];
  let lastReview = 0;
  const carriedOut: HeldByHand['carriedOut'][number][] = [];
  for (const entry of entries) {
    if (entry.step === 'decide') {
      if (entry.level === undefined || entry.outcome === 'varied') decidedAt = entry.at;
      if (entry.level !== undefined) {
        lastReview = entry.level;
        isRevoked ||= entry.outcome === 'revoked';
      }
      ({ sanctions, compensation } = entry);
    }
    if (entry.step === 'deliver' && lastReview === 2 && finalAt === '') finalAt = entry.at;
    if (entry.step === 'deliver' && isRevoked && finalAt === '') finalAt = entry.at;
    if (entry.step === 'close') finalAt = entry.closedAt;
    if (entry.step === 'pay') paid += Math.round(Number(entry.payment.amount) * 100);
    if (entry.step === 'waive') isWaived = true;
    if (entry.step === 'lapse' && finalAt === '') isDismissed = true;
    if (entry.step === 'carry-out') {
      const { sanction, carriedOutAt: at, refused } = entry;
      carriedOut.push({ sanction, at, ...(refused === true ? { refused } : {}) });
    }
  }
  if (finalAt === '' || isRevoked || isDismissed) return undefined;
  const left = compensation === undefined || isWaived ? 0 : Number(compensation.amount) * 100 - paid;
  const most = Math.max(0, ...sanctions.map((sanction) => MONTHS[sanction] ?? 0));
  return {
    ...{ case: opening.id, person: opening.about, section: opening.section },
    ...{ number: opening.number, rule: opening.rule, decidedAt, finalAt, sanctions, carriedOut },
    ...(compensation === undefined ? {} : { compensation }),
    ...(left === 0 ? {} : { outstanding: { amount: (left / 100).toFixed(2), currency: 'CNY' } }),
    ...(most === 0 ? {} : { until: monthsLater(finalAt, most) }),
  };
}

/** Every consequence by the id of its case or award, as contract section 5 has it. */
export function bearingByHand(
  held: readonly HeldByHand[],
  awards: readonly (readonly Award[])[],
): ReadonlyMap<string, object> {
  const found = new Map<string, object>();
  for (const { section: _section, finalAt: _finalAt, ...of } of held)
    found.set(of.case, { ...of, bearsOn: ['promotion', 'pay', 'assignment'] });
  for (const changes of awards) {
    const [granted, ...later] = changes;
    if (granted?.about.person === undefined || later.some(({ withdrawn }) => withdrawn !== undefined))
      continue;
    const { id: award, kind, reason, at, about } = granted;
    found.set(award, { person: about.person, award, kind, reason, at });
  }
  return found;
}
