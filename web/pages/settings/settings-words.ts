import { pageWords } from '../../words/page-words.ts';

export const settingsWords = pageWords({
  'zh-CN': () => import('./settings.zh.ts').then(({ zh }) => zh),
  en: () => import('./settings.en.ts').then(({ en }) => en),
});
