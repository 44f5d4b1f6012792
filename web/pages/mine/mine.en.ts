import type { zh } from './mine.zh.ts';

export const en: typeof zh = {
  title: 'My requests',
  ask: 'Ask for something',
  open: 'In hand',
  over: 'Done',
  empty: 'You have not asked for anything yet.',
  emptyHint: 'Something is broken, you have an opinion or a question: say so here.',
  none: 'Nothing is in hand.',
  more: 'Earlier ones',
  stands: {
    registered: () => 'Registered; customer service is arranging it',
    'handed-over': (section) => `With ${section}, to be signed for`,
    accepted: (_, handler) => `${handler || 'Somebody'} is at it`,
    'on-site': (_, handler) => `${handler || 'Somebody'} is on site`,
    completed: () => 'Done, to be returned to customer service',
    returned: () => 'Done; customer service will ask you how it went',
    answered: () => 'Answered; customer service will ask you how it went',
    'followed-up': () => 'Finished',
    archived: () => 'Filed',
    withdrawn: () => 'Withdrawn',
  },
  comes: (who, until) => `${who} comes by ${until}`,
  next: { countersign: 'Please sign', rate: 'Please rate it' },
};
