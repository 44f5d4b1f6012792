/** Which robots the settings know (contract section 11), as functions read it from their environment. */
import * as z from 'zod';
import type { Robot } from '../../domain/model/directory.ts';
import { SECRET_NAME } from '../forms/patterns.ts';

/** What the environment says where every name is a robot's, as on the local cloud. */
export const EVERY_ROBOT = '*';

const MOST_ROBOTS = 50;

/** The names of the secrets that say where robots listen. */
export const robotNames = z.array(z.string().regex(SECRET_NAME)).max(MOST_ROBOTS);

/** Whether the settings know a robot. */
export type KnowsRobot = (name: string) => boolean;

/** Reads what the environment says. @throws Error where it says nothing of the kind */
export function robotsIn(text: string): KnowsRobot {
  if (text === EVERY_ROBOT) return () => true;
  const names = new Set(robotNames.parse(JSON.parse(text)));
  return (name) => names.has(name);
}

type WithRobots = { readonly robots?: readonly Pick<Robot, 'url'>[] | undefined };

/** A body whose robots the settings know; one that they do not is bad input at its own place. */
export const withKnownRobots = <S extends z.ZodType<WithRobots>>(body: S, knows: KnowsRobot): S =>
  body.superRefine(({ robots = [] }, context) => {
    for (const [nth, { url }] of robots.entries()) {
      if (knows(url)) continue;
      const params = { reason: 'unknown-robot' };
      context.addIssue({ code: 'custom', path: ['robots', nth, 'url'], params, input: url });
    }
  });
