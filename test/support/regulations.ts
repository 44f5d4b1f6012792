/** The two regulations as docs/regulations.md has them, clause by clause and sentence by sentence. */

export const REGULATIONS = 'docs/regulations.md';

interface ClauseText {
  /** Without emphasis, the Chinese terms in brackets and what is marked as open. */
  readonly english: string;
  /** The regulation's own terms. */
  readonly terms: readonly string[];
}

/** Every clause with its text. */
export function regulationRows(page: string): readonly (readonly [id: string, text: ClauseText])[] {
  return page.split('\n').flatMap((line) => {
    const [, id, text] = /^\| ([AB]\d[\w.]*) \| (.*) \|$/.exec(line) ?? [];
    if (id === undefined || text === undefined) return [];
    const english = text
      .replaceAll(/\*open:[^*]*\*/g, '')
      .replaceAll('**', '')
      .replaceAll(/ \([^()]*\p{Script=Han}[^()]*\)/gu, '')
      .trim();
    const terms = [...text.matchAll(/[\p{Script=Han}，、]{2,}/gu)].map(([term]) => term);
    return [[id, { english, terms }] as const];
  });
}

/** What a clause says, each sentence and each part of one by itself. */
export const sentencesOf = (english: string): readonly string[] =>
  english.split(/(?<=[.;])\s+/).map((each) => each.replace(/[.;]$/, ''));
