/** That the pages tell the truth: what they name is there, and every clause that is kept is listed. */
import { posix } from 'node:path';
import { REGULATIONS, regulationRows, sentencesOf } from '../support/regulations.ts';
import type { Rule, Tree } from './source-tree.ts';

const CONTRACT = 'docs/contract.md';
const DESIGN = 'docs/design.md';
/** Has a breach of each rule planted in it. */
const PLANTED = 'test/architecture.test.ts';

/** Whatever may name a clause, a section or a rule: sources, tests and pages. */
const namesThings = (path: string) => /\.(?:m?ts|md)$/.test(path) && path !== PLANTED;

/** What looks like the id of a clause, and not like a whole part (`B5.1`, `A2`) or a sheet of paper (`A4`). */
const CLAUSE = /(?<![\w.%])(?:A[12]\.\d[a-z]?|B\d(?:\.\d){1,2}[a-z]|B[1-9][a-z]?)(?!\.\d|\w)/g;
const clausesIn = (text: string) => [...text.matchAll(CLAUSE)].map(([id]) => id);

/** Every clause that is named stands in the page of the two regulations; `A1.6` names all that begin so. */
export const knownClauses: Rule = (tree) => {
  const known = [...(tree.get(REGULATIONS) ?? '').matchAll(/^\| ([AB][\d.]+[a-z]?) \|/gm)].map(
    ([, id = '']) => id,
  );
  const isKnown = (id: string) => known.some((each) => each.replace(/[a-z]$/, '') === id || each === id);
  return [...tree].flatMap(([path, text]) =>
    namesThings(path)
      ? clausesIn(text)
          .filter((id) => !isKnown(id))
          .map((id) => `${path}: ${id}`)
      : [],
  );
};

/** Blanks, or one end of a line, within a comment or not. */
const GAP = String.raw`(?:[ \t]+|[ \t]*\n[ \t]*(?:\*|//)?[ \t]*)`;

/** A word with numbers after it: `sections 1, 5 and 9`; no part of `section 3.2.2`, which is another document's. */
const numbered = (word: string) =>
  new RegExp(String.raw`\b${word}s?${GAP}(\d+(?:(?:,|${GAP}and)${GAP}\d+)*)(?!\.?\d)`, 'gi');

/** What is named by its number, and where the numbers stand. */
const NUMBERED = [
  { named: numbered('section'), pages: CONTRACT, number: /^## (\d+) · /gm },
  { named: numbered('rule'), pages: DESIGN, number: /^(\d+)\. /gm },
  { named: numbered('decision'), pages: 'docs/decisions/', number: /^# (\d+) · /gm },
];

/** Every section of the contract, rule of the design and decision that is named by its number is there. */
export const knownNumbers: Rule = (tree) =>
  NUMBERED.flatMap(({ named, pages, number }) => {
    const known = [...tree]
      .filter(([path]) => path.startsWith(pages))
      .flatMap(([, text]) => [...text.matchAll(number)].map((match) => match[1]));
    return [...tree].flatMap(([path, text]) =>
      namesThings(path)
        ? [...text.matchAll(named)]
            .filter(([, numbers = '']) => numbers.match(/\d+/g)?.some((each) => !known.includes(each)))
            .map(([reference]) => `${path}: ${reference}`)
        : [],
    );
  });

const RULES_PAGE = 'docs/rules.md';
const STEPS = ['shared/domain/sheets/steps.ts', 'shared/domain/cases/steps.ts'];

const rowsOf = (tree: Tree) =>
  (tree.get(RULES_PAGE) ?? '')
    .split('\n')
    .filter((line) => /^\| *[AB]\d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** Every row names code and a test of it; every clause of the steps table has a row. */
export const rulesPage: Rule = (tree) => {
  const rows = rowsOf(tree);
  const listed = rows.flatMap(([, clause]) => clausesIn(clause ?? ''));
  const steps = STEPS.map((path) => tree.get(path) ?? '').join('\n');
  const named = [...steps.matchAll(/\bclause: '([^']+)'/g)].map((match) => match[1] ?? '');
  const unlisted = [...new Set(named)].filter((id) => !listed.includes(id));
  const unshown = rows.filter(
    ([, , code = '', proof = '']) => !/`(?:shared|functions|infra)\//.test(code) || !/`test\//.test(proof),
  );
  return [
    ...unlisted.map((id) => `${RULES_PAGE} has no row for ${id}`),
    ...unshown.map(([, clause]) => `${RULES_PAGE}: ${clause} names no code or no test`),
  ];
};

/** Every sentence of the regulations has a row of its own, which begins with its clause and its words. */
export const everySentence: Rule = (tree) => {
  const listed = new Set(rowsOf(tree).map(([, sentence]) => sentence));
  return regulationRows(tree.get(REGULATIONS) ?? '')
    .flatMap(([clause, { english }]) => sentencesOf(english).map((each) => `${clause} ${each}`))
    .filter((sentence) => !listed.has(sentence))
    .map((sentence) => `${RULES_PAGE} has no row for ${sentence}`);
};

const SECURITY_PAGE = 'docs/security.md';

/** Whatever somebody could want is stopped by something, and a test shows it; that the file is there `namedFilesExist` sees to. */
export const securityPage: Rule = (tree) =>
  (tree.get(SECURITY_PAGE) ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (?:wants|---) \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , stopped = '', shown = '']) => stopped === '' || !/`test\/[\w./-]+\.test\.ts`/.test(shown))
    .map(([, wanted]) => `${SECURITY_PAGE}: ${wanted} is stopped by nothing, or no test shows it`);

const NAMED = /`((?:shared|functions|infra|test|docs)\/[\w./-]+)`/g;
const LINKED = /\]\((?!\w+:|#)([^)#\s]+)/g;

/** Files and folders that a page names, in backticks or by a relative link, are there. */
export const namedFilesExist: Rule = (tree) => {
  const paths = [...tree.keys()];
  const isThere = (name: string) => paths.some((path) => path === name || path.startsWith(`${name}/`));
  return paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((page) => {
      const text = tree.get(page) ?? '';
      const named = [...text.matchAll(NAMED)].map((match) => match[1] ?? '');
      const linked = [...text.matchAll(LINKED)].map((match) =>
        posix.join(posix.dirname(page), match[1] ?? ''),
      );
      return [...named, ...linked]
        .filter((name) => !isThere(name.replace(/\/$/, '')))
        .map((name) => `${page} names ${name}`);
    });
};

const SCRIPT = /\bnpm (?:run ([\w:-]+)|(start|test)\b)/g;

/** Scripts that a page names are there; the contract also names those that are promised. */
export const namedScriptsExist: Rule = (tree) => {
  const { scripts = {} } = JSON.parse(tree.get('package.json') ?? '{}') as { scripts?: object };
  return [...tree].flatMap(([page, text]) =>
    page.endsWith('.md') && page !== CONTRACT
      ? [...text.matchAll(SCRIPT)]
          .map((match) => match[1] ?? match[2] ?? '')
          .filter((name) => !Object.hasOwn(scripts, name))
          .map((name) => `${page} names the script ${name}`)
      : [],
  );
};

const SYMBOL = /`([A-Za-z_]\w*)(?:\([^`]*\))?` in `((?:shared|functions|infra|test)\/[\w./-]+)`/g;

/** Whatever a page says stands in a file, as "`commit` in" that file, stands there. */
export const namedSymbolsExist: Rule = (tree) =>
  [...tree].flatMap(([page, text]) =>
    page.endsWith('.md')
      ? [...text.matchAll(SYMBOL)]
          .filter(([, name = '', path = '']) => !new RegExp(`\\b${name}\\b`).test(tree.get(path) ?? ''))
          .map(([said]) => `${page}: ${said}`)
      : [],
  );
