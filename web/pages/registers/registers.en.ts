import type { zh } from './registers.zh.ts';

export const en: typeof zh = {
  names: { 'hand-over': 'Register of hand-overs', repairs: 'Register of repairs' },
  which: 'Which register',
  from: 'From',
  to: 'To',
  show: 'Show',
  most: 'At most 31 days at once.',
  wrongSpan: 'The last day is the first one or later, and at most 31 days are shown.',
  print: 'Print',
  empty: 'Nothing was entered in these days.',
  more: 'List more',
  nothing: 'There is no such register.',
  span: (from, to) => (from === to ? from : `${from} to ${to}`),
  columns: {
    ...{ number: 'Number', at: 'At', subject: 'About', section: 'Section', step: 'Passed on', by: 'By' },
    ...{ opinion: 'Opinion', receiver: 'Received by', receivedAt: 'Received at', state: 'State' },
    ...{ where: 'Address', resident: 'Resident', phone: 'Telephone', category: 'Category' },
    ...{ handler: 'Repaired by', arrivedAt: 'On site', completedAt: 'Completed', returnedAt: 'Returned' },
  },
};
