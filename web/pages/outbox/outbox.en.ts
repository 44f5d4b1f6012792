import type { zh } from './outbox.zh.ts';

export const en: typeof zh = {
  title: 'To be sent',
  lead: 'This is kept on this device and sent by itself when there is a network. Until a receipt comes nothing of it is signed.',
  empty: 'Nothing waits to be sent.',
  emptyHint: 'What you sign without a network is kept here first.',
  others: (n) =>
    n === 1
      ? 'One thing of somebody else is on this device; it is sent when they log in.'
      : `${n} things of others are on this device; they are sent when those people log in.`,
  hurry: 'Send now',
  waiting: 'To be sent, not signed yet',
  early: (why, time) => `${why} It is sent again by itself from ${time} on.`,
  refused: 'It was not accepted and is not signed.',
  lost: 'An attached file is no longer on this device; please add it again.',
  anew: 'Sign on how it stands now',
  away: 'Put this step away',
};
