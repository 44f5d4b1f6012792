import { pageWords } from '../../words/page-words.ts';

export const organisationWords = pageWords({
  'zh-CN': () => import('./organisation.zh.ts').then(({ zh }) => zh),
  en: () => import('./organisation.en.ts').then(({ en }) => en),
});
