import { NOTICE_WORDS } from '../../../shared/words/notice-words.ts';
import { begun } from '../../words/codes.ts';

export const zh = {
  title: '通知',
  kinds: begun(NOTICE_WORDS, 'zh-CN'),
  empty: '没有通知。',
  emptyHint: '有新消息时，会出现在这里。通知保留 90 天。',
  readAll: '全部标为已读',
  unread: '未读',
  due: (clock: string, time: string) => `${clock}：${time} 前`,
  more: '更早的',
};
