import { pageWords } from '../../words/page-words.ts';

export const askWords = pageWords({
  'zh-CN': () => import('./ask.zh.ts').then(({ zh }) => zh),
  en: () => import('./ask.en.ts').then(({ en }) => en),
});
