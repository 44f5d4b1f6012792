/** Whether this device is the reader's own: then it keeps their login and what they read, until they log out. */
const MINE = 'shoujie.mine';

export const isMine = (): boolean => localStorage.getItem(MINE) === 'yes';

export function sayMine(mine: boolean): void {
  if (mine) localStorage.setItem(MINE, 'yes');
  else localStorage.removeItem(MINE);
}
