import { pageWords } from '../../words/page-words.ts';

export const noticesWords = pageWords({
  'zh-CN': () => import('./notices.zh.ts').then(({ zh }) => zh),
  en: () => import('./notices.en.ts').then(({ en }) => en),
});
