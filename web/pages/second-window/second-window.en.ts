import type { zh } from './second-window.zh.ts';

export const en: typeof zh = {
  title: 'Please check this and sign',
  lead: 'If it is right, sign in the frame. If anything is not, tell the desk.',
  idle: 'One moment: the desk is writing it down.',
  over: 'Thank you. The desk has received it.',
};
