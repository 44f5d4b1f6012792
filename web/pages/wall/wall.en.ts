import type { zh } from './wall.zh.ts';

export const en: typeof zh = {
  title: (site) => `${site}: on duty`,
  overdue: (n) => `${n} overdue`,
  soon: (n) => `${n} due soon`,
  all: (n) => `${n} open`,
  empty: 'There is nothing to do.',
  page: (n, of) => `Page ${n} of ${of}`,
  pause: 'Stay here',
  goOn: 'Go on by itself',
  next: 'Next page',
  leave: 'Leave the wall',
  matters: 'What there is to do, overdue first',
};
