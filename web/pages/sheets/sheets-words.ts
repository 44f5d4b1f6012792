import { pageWords } from '../../words/page-words.ts';

export const sheetsWords = pageWords({
  'zh-CN': () => import('./sheets.zh.ts').then(({ zh }) => zh),
  en: () => import('./sheets.en.ts').then(({ en }) => en),
});
