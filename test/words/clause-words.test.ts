/** The words of clauses on papers and on the public page are the regulations' own (docs/regulations.md). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAUSE_WORDS } from '../../shared/words/clause-words.ts';
import { REGULATIONS, regulationRows } from '../support/regulations.ts';

const plain = (text: string) => text.replaceAll(/["“”]/g, '').replaceAll('’', "'");

it.each(regulationRows(readFileSync(REGULATIONS, 'utf8')))(
  '%s says what the regulation says',
  (id, { english, terms }) => {
    const [, words] = Object.entries(CLAUSE_WORDS).find(([clause]) => clause === id) ?? [];
    expect(plain(words?.en ?? '')).toBe(plain(english));
    for (const term of terms) expect(words?.['zh-CN']).toContain(term);
  },
);
