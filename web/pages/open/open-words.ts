import { pageWords } from '../../words/page-words.ts';

export const openWords = pageWords({
  'zh-CN': () => import('./open.zh.ts').then(({ zh }) => zh),
  en: () => import('./open.en.ts').then(({ en }) => en),
});
