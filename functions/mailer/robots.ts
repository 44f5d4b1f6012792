/** The robots by the names of their secrets: where each listens is read once, and anew after it refused. */
import { currentTime } from '../../shared/runtime/current-time.ts';
import { secretText } from '../../shared/runtime/secret.ts';
import type { Message } from './channel.ts';
import { postToRobot } from './post-robot.ts';
import { RobotFault, type RobotSecret } from './robot-request.ts';

/** What the environment says where robots are on the Internet, as everywhere but on the local cloud. */
const NO_SINKS = '-';

async function read(name: string): Promise<RobotSecret> {
  const { url, secret }: Partial<RobotSecret> = Object(parsed(await secretText(name)));
  if (typeof url !== 'string' || !URL.canParse(url)) throw new RobotFault('secret-without-url');
  return { url, ...(typeof secret === 'string' && secret !== '' && { secret }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Gives what hands a message to the robot of a name.
 * @param sinks the address of what stands for all robots, or `-`
 */
export function openRobots(sinks: string): (name: string, message: Message) => Promise<void> {
  const known = new Map<string, Promise<RobotSecret>>();
  const standIn = sinks === NO_SINKS ? undefined : sinks;
  return async (name, message) => {
    const secret = known.get(name) ?? read(name);
    known.set(name, secret);
    try {
      await postToRobot(message, await secret, Date.parse(currentTime()), standIn);
    } catch (error) {
      // Somebody may have put it right meanwhile.
      known.delete(name);
      throw error;
    }
  };
}
