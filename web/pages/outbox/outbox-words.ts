import { pageWords } from '../../words/page-words.ts';

export const outboxWords = pageWords({
  'zh-CN': () => import('./outbox.zh.ts').then(({ zh }) => zh),
  en: () => import('./outbox.en.ts').then(({ en }) => en),
});
