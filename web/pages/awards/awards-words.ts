import { pageWords } from '../../words/page-words.ts';

export const awardsWords = pageWords({
  'zh-CN': () => import('./awards.zh.ts').then(({ zh }) => zh),
  en: () => import('./awards.en.ts').then(({ en }) => en),
});
