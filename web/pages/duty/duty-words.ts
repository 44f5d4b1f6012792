import { pageWords } from '../../words/page-words.ts';

export const dutyWords = pageWords({
  'zh-CN': () => import('./duty.zh.ts').then(({ zh }) => zh),
  en: () => import('./duty.en.ts').then(({ en }) => en),
});
