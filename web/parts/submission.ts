/** Sends what a form has: one press at a time, and the same again under the same key until there is an answer. */
import { useRef, useState } from 'preact/hooks';
import { Refusal } from '../session/api.ts';
import type { Drafting } from './draft.ts';
import type { Picked } from './files/kept.ts';

/** The answer of whoever keeps what is sent, with its files, until the API has acknowledged it. */
export const WAITING = Symbol('waiting');

export type Submission = 'filling' | 'working' | 'unanswered' | 'lost-file' | Refusal;

/** Of what is sent for one version alone (RFC 9110, 15.5.13). */
const CHANGED = 412;

/** Whether another try of the same could not succeed: the next one is something new. */
const isFinal = ({ status }: Refusal) => status < 500 && status !== 401 && status !== 429;

/**
 * @param draft what is sent; it is cleared where it was acknowledged, and takes another key where it was refused
 * @param files what was picked to go with it
 * @param stale reads anew what somebody else has changed meanwhile
 */
export function useSubmission(
  draft: Pick<Drafting<unknown>, 'renew' | 'clear'>,
  files: readonly Picked[],
  stale?: () => void,
) {
  const [state, setState] = useState<Submission>('filling');
  const isWorking = useRef(false);
  const keys = files.map(({ key }) => key);

  /** @returns what was answered; undefined where it was not acknowledged, of which `state` tells */
  async function submit<T>(send: () => Promise<T>): Promise<T | undefined> {
    if (isWorking.current) return undefined;
    isWorking.current = true;
    setState('working');
    try {
      const answer = await send();
      draft.clear();
      if (keys.length > 0 && answer !== WAITING) await (await import('./files/kept.ts')).dropFiles(keys);
      setState('filling');
      return answer;
    } catch (error) {
      if (error instanceof Refusal && isFinal(error)) {
        draft.renew();
        const isAboutFiles = error.problem.errors?.some(({ pointer }) => pointer.startsWith('/files'));
        if (isAboutFiles) await (await import('./files/kept.ts')).resendFiles(keys);
      }
      if (error instanceof Refusal && error.status === CHANGED) stale?.();
      const isLost = error instanceof Error && error.name === 'LostFile';
      setState(error instanceof Refusal ? error : isLost ? 'lost-file' : 'unanswered');
      return undefined;
    } finally {
      isWorking.current = false;
    }
  }
  return { state, submit };
}

/** What is wrong at a pointer into the body (RFC 6901). */
export type WrongAt = (pointer: string) => string | undefined;

/** What the API says is wrong with a member, or with anything in it, by its pointer. Pure. */
export function faultIn(state: Submission, pointer: string): string | undefined {
  if (!(state instanceof Refusal)) return undefined;
  return state.problem.errors?.find(
    (fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`),
  )?.detail;
}
