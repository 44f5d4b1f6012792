/** Lives of a lane, minute by minute: what its people do, and when somebody looks for what was lost. */
import type { Lane } from './lane.ts';

export interface Act {
  readonly minute: number;
  /** `reconcile`: the run that looks for what was lost. */
  readonly does: ((lane: Lane, now: string) => Promise<void>) | 'reconcile';
}

const DIRECT = {
  kind: 'repair',
  channel: 'direct',
  subject: '电梯按钮失灵',
  category: 'elevator',
  urgent: true,
} as const;
const WALK_IN = { kind: 'report', channel: 'walk-in', subject: '楼道灯不亮' } as const;
const SIGNED = { signature: { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' } } as const;

/** A promise of 15 minutes, urged, warned of, broken, raised to the last level and kept at last. */
export const RAISED: readonly Act[] = [
  { minute: 0, does: (lane, now) => lane.opens('worker-wu', now, DIRECT) },
  {
    minute: 8,
    does: (lane, now) => lane.signs('resident-zhao', now, 0, { step: 'urge', message: '请快一点' }),
  },
  { minute: 110, does: (lane, now) => lane.signs('worker-wu', now, 0, { step: 'arrive' }) },
];

/** Handed over and accepted in time: letters, and timers that never ring. */
export const PASSED: readonly Act[] = [
  { minute: 0, does: (lane, now) => lane.opens('receptionist-sun', now, { ...WALK_IN, ...SIGNED }) },
  {
    minute: 3,
    does: (lane, now) =>
      lane.signs('receptionist-sun', now, 0, {
        step: 'hand-over',
        section: 'engineering',
        opinion: '请处理',
      }),
  },
  { minute: 20, does: (lane, now) => lane.signs('worker-wu', now, 0, { step: 'accept' }) },
];

/** The same promise where all that the outbox asked for is lost, and found again, early and late. */
export const LOST: readonly Act[] = [
  { minute: 0, does: (lane, now) => lane.opens('worker-wu', now, DIRECT) },
  { minute: 5, does: 'reconcile' },
  { minute: 20, does: 'reconcile' },
  { minute: 52, does: 'reconcile' },
  { minute: 90, does: 'reconcile' },
  { minute: 100, does: 'reconcile' },
  { minute: 110, does: (lane, now) => lane.signs('worker-wu', now, 0, { step: 'arrive' }) },
];

const DRAWN = { signer: '吴建国', path: 'M 10 40 L 60 20 L 110 40' } as const;
const ACCUSED = { findings: '未到场', conclusion: '属实', grade: 'minor' } as const;

const decides = async (lane: Lane, now: string) => {
  await lane.opensCase('cs-manager-li', now);
  await lane.signsCase('engineering-supervisor-feng', now, { step: 'conclude', ...ACCUSED });
  await lane.signsCase('worker-wu', now, { step: 'acknowledge', signature: DRAWN });
  const decision = { step: 'decide', sanctions: ['criticism'], reason: '属实' } as const;
  await lane.signsCase('engineering-manager-wang', now, decision);
};
const delivers = (lane: Lane, now: string) =>
  lane.signsCase('hr-yang', now, { step: 'deliver', means: 'in-person' });
const appeals = (lane: Lane, now: string) =>
  lane.signsCase('worker-wu', now, { step: 'appeal', statement: '不服' });
/** Its sanction is carried out in the very minute. */
const carriesOut = (lane: Lane, now: string) =>
  lane.signsCase('engineering-manager-wang', now, { step: 'carry-out', sanction: 'criticism', at: now });
const reviews = (lane: Lane, now: string) =>
  lane.signsCase('cs-manager-li', now, { step: 'review', level: 1, outcome: 'upheld', reason: '属实' });

/** A case in which every target is missed and raised, a window is reminded of, the last closes by itself, and it is carried out. */
export const APPEALED: readonly Act[] = [
  { minute: 0, does: decides },
  { minute: 16, does: delivers },
  { minute: 33, does: appeals },
  { minute: 54, does: reviews },
  { minute: 58, does: delivers },
  { minute: 110, does: carriesOut },
];

/** The same where all that the outbox asked for is lost; what comes by itself is made good by reconcile. */
export const LOST_APPEAL: readonly Act[] = [
  { minute: 0, does: decides },
  ...[7, 14].map((minute): Act => ({ minute, does: 'reconcile' })),
  { minute: 16, does: delivers },
  ...[20, 32].map((minute): Act => ({ minute, does: 'reconcile' })),
  { minute: 33, does: appeals },
  ...[45, 52].map((minute): Act => ({ minute, does: 'reconcile' })),
  { minute: 54, does: reviews },
  { minute: 58, does: delivers },
  ...[75, 80, 90, 95].map((minute): Act => ({ minute, does: 'reconcile' })),
  { minute: 110, does: carriesOut },
];
