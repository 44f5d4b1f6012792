import { pageWords } from '../../words/page-words.ts';

export const casesWords = pageWords({
  'zh-CN': () => import('./cases.zh.ts').then(({ zh }) => zh),
  en: () => import('./cases.en.ts').then(({ en }) => en),
});
