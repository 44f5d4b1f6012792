import { pageWords } from '../../words/page-words.ts';

export const commitmentsWords = pageWords({
  'zh-CN': () => import('./commitments.zh.ts').then(({ zh }) => zh),
  en: () => import('./commitments.en.ts').then(({ en }) => en),
});
