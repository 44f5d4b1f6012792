import { pageWords } from '../../words/page-words.ts';

export const registersWords = pageWords({
  'zh-CN': () => import('./registers.zh.ts').then(({ zh }) => zh),
  en: () => import('./registers.en.ts').then(({ en }) => en),
});
