import { pageWords } from '../../words/page-words.ts';

export const assessmentWords = pageWords({
  'zh-CN': () => import('./assessment.zh.ts').then(({ zh }) => zh),
  en: () => import('./assessment.en.ts').then(({ en }) => en),
});
