import { pageWords } from '../../words/page-words.ts';

export const secondWindowWords = pageWords({
  'zh-CN': () => import('./second-window.zh.ts').then(({ zh }) => zh),
  en: () => import('./second-window.en.ts').then(({ en }) => en),
});
