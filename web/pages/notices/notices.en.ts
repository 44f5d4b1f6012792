import { NOTICE_WORDS } from '../../../shared/words/notice-words.ts';
import { begun } from '../../words/codes.ts';
import type { zh } from './notices.zh.ts';

export const en: typeof zh = {
  title: 'Notices',
  kinds: begun(NOTICE_WORDS, 'en'),
  empty: 'There are no notices.',
  emptyHint: 'What you are told appears here. Notices are kept for 90 days.',
  readAll: 'Mark all as read',
  unread: 'unread',
  due: (clock, time) => `${clock}: by ${time}`,
  more: 'Earlier ones',
};
