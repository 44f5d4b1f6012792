import { pageWords } from '../../words/page-words.ts';

export const mineWords = pageWords({
  'zh-CN': () => import('./mine.zh.ts').then(({ zh }) => zh),
  en: () => import('./mine.en.ts').then(({ en }) => en),
});
