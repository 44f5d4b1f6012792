/** Lives a life once undisturbed and once for every place to die, and says where that left a trace. */
import type { Worker } from '../injected-functions.ts';
import { type EndState, endStateOf } from './end-state.ts';
import type { Kill, Lane } from './lane.ts';
import type { LanesCloud } from './lanes-cloud.ts';
import type { Act } from './lives.ts';

export interface Survival {
  /** The end state when nothing happens. */
  readonly expected: EndState;
  /** The lane to which nothing happened, and those that were killed. */
  readonly model: Lane;
  readonly killed: readonly Lane[];
  /** Where and how an end state differs, or somebody was told twice who should not be. */
  readonly traces: readonly object[];
}

/** Long enough for every redelivery: what the mailer left comes again after six minutes. */
export const UNTIL = 125;

/** Every place to die: before the first call of a worker, and after each of them. */
function killsOf(lane: Lane, workers: readonly Worker[]): readonly Kill[] {
  return workers.flatMap((worker): Kill[] => [
    { worker, nth: 1, when: 'before' },
    ...lane.calls[worker].map((_, place): Kill => ({ worker, nth: place + 1, when: 'after' })),
  ]);
}

/** Between sending a letter and saying so: the one window in which it may be sent twice. */
export const inWindow = ({ killedAt, kill }: Lane): boolean =>
  kill?.worker === 'mailer' && kill.when === 'after' && killedAt === 'SendEmailCommand';

/**
 * The places to die that lanes never came by, but for the very last ones: which messages a queue hands over together, and
 * so how often a worker reads a directory, is chance, so that one life takes a few calls more or fewer than another.
 */
export function missed(killed: readonly Lane[]): readonly (Kill | undefined)[] {
  const few = 2;
  return killed
    .filter(
      ({ killedAt, kill, calls }) =>
        killedAt === undefined && !(kill && kill.nth - few <= calls[kill.worker].length),
    )
    .map(({ kill }) => kill);
}

/** Letters of a lane beyond the first that a person got in a minute, by the inbox itself. */
export function beyondOneAMinute({ cloud }: LanesCloud, lane: Lane): readonly string[] {
  const minutes = cloud.effects.mail
    .mail()
    .filter(({ to }) => to.startsWith(lane.id))
    .map(({ to, sentAt }) => `${to} ${sentAt.slice(0, 16)}`);
  return minutes.filter((minute, place) => minutes.indexOf(minute) !== place);
}

/** @param isDeaf whether what the outbox asks for is lost, so that only reconcile is left */
export async function survive(
  lanes: LanesCloud,
  life: readonly Act[],
  workers: readonly Worker[],
  isDeaf = false,
): Promise<Survival> {
  const pilot = await lanes.lane({ isDeaf });
  await lanes.live(new Map([[pilot, life]]), UNTIL);
  const model = await lanes.lane({ isDeaf });
  const lives = new Map([[model, life]]);
  for (const kill of killsOf(pilot, workers)) lives.set(await lanes.lane({ kill, isDeaf }), life);
  await lanes.live(lives, UNTIL);

  const expected = await endStateOf(lanes.table, model);
  const { twice: _, ...same } = expected;
  const killed = [...lives.keys()].filter((lane) => lane !== model);
  const traces = await Promise.all(
    killed.map(async (lane) => {
      const { twice, ...rest } = await endStateOf(lanes.table, lane);
      const isSame = JSON.stringify(rest) === JSON.stringify(same);
      const isTwice = twice.length > 0 && !inWindow(lane);
      const isTooMany = beyondOneAMinute(lanes, lane).length > 0;
      const { kill, killedAt } = lane;
      return isSame && !isTwice && !isTooMany ? [] : [{ kill, killedAt, twice, rest }];
    }),
  );
  return { expected, model, killed, traces: traces.flat() };
}
