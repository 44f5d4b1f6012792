import { pageWords } from '../../words/page-words.ts';

export const wallWords = pageWords({
  'zh-CN': () => import('./wall.zh.ts').then(({ zh }) => zh),
  en: () => import('./wall.en.ts').then(({ en }) => en),
});
