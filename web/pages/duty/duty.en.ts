import type { zh } from './duty.zh.ts';

export const en: typeof zh = {
  title: (section) => `Duty of ${section}`,
  lead: 'Whoever is on duty gets what comes in, is proposed as handler, and hears of urgent things first. Where there are no shifts, everybody who is active counts as on duty.',
  fortnight: (from, to) => `${from} to ${to}`,
  empty: 'There are no shifts in these two weeks yet.',
  onLeave: 'on leave',
  leaves: 'Who is on leave in these two weeks',
  nobodyOnLeave: 'Nobody is on leave.',
  add: 'Add a shift',
  from: 'From',
  to: 'To',
  people: 'Who is on duty',
  addShift: 'Add this shift',
  missing: 'Please fill in both times and choose somebody; the end is after the beginning.',
  remove: (when) => `Remove the shift ${when}`,
  save: 'Save the shifts',
  saved: 'The shifts are saved. They hold now.',
  unsaved: 'There are changes that are not saved yet.',
  stale: 'Somebody has just changed the shifts. Yours are still here; look at the newest, then save again.',
  reload: 'Drop my changes and show the newest',
  onLeaveMark: (who) => `${who} (on leave)`,
};
