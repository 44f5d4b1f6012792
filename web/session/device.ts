/**
 * Whether this device is the reader's own, and whose it is: then it keeps their login and what they read, until they log
 * out, in whichever tab they do.
 */
const [MINE, OWNER] = ['shoujie.mine', 'shoujie.owner'];

export const isMine = (): boolean => localStorage.getItem(MINE) === 'yes';

export function sayMine(mine: boolean): void {
  if (mine) localStorage.setItem(MINE, 'yes');
  else for (const name of [MINE, OWNER]) localStorage.removeItem(name);
}

/** Whether this device keeps what that person reads. */
export const keepsFor = (person: string): boolean => isMine() && owner() === person;

/** Who is logged in on their own device; undefined where nobody is. */
export const owner = (): string | undefined => localStorage.getItem(OWNER) ?? undefined;

/** Who is logged in from now on; undefined where somebody leaves or is about to log in. Kept only on a device of somebody's own. */
export function sayOwner(person: string | undefined): void {
  if (person === undefined) localStorage.removeItem(OWNER);
  else if (isMine()) localStorage.setItem(OWNER, person);
}

/**
 * Calls when that person has left this device in another tab, or somebody else has logged in there.
 * @returns ends it
 */
export function whenLeft(person: string, left: () => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if ((key === OWNER || key === null) && newValue !== person) left();
  };
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}
