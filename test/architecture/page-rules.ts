/** That the pages tell the truth: what they name is there, and every clause that is kept is listed. */
import { posix } from 'node:path';
import { isUnder, type Rule, type Tree } from './source-tree.ts';

/** Every clause of the two regulations. */
// biome-ignore format: one line a part of the regulations
const CLAUSES = [
  'A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5', 'A1.6a', 'A1.6b', 'A1.6c', 'A1.7', 'A1.8',
  'A2.1', 'A2.2', 'A2.3', 'A2.4', 'A2.5', 'A2.6', 'A2.7a', 'A2.7b', 'A2.7c',
  'B1', 'B2', 'B3a', 'B3b', 'B3c', 'B4a', 'B4b',
  'B5.1a', 'B5.1b', 'B5.1c', 'B5.1d',
  'B5.2a', 'B5.2b', 'B5.2.1a', 'B5.2.1b', 'B5.2.1c', 'B5.2.2a', 'B5.2.2b', 'B5.2.2c', 'B5.2.2d',
];

/** What looks like the id of a clause, and not like a whole part (`B5.1`, `A2`) or a sheet of paper (`A4`). */
const CLAUSE = /(?<![\w.])(?:A[12]\.\d[a-z]?|B\d(?:\.\d){1,2}[a-z]|B[1-9][a-z]?)(?!\.\d|\w)/g;
const clausesIn = (text: string) => [...text.matchAll(CLAUSE)].map(([id]) => id);

export const knownClauses: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    isUnder(path, 'shared', 'functions', 'infra', 'docs') && /\.(?:ts|md)$/.test(path)
      ? clausesIn(text)
          .filter((id) => !CLAUSES.includes(id))
          .map((id) => `${path}: ${id}`)
      : [],
  );

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

export const namedScriptsExist: Rule = (tree) => {
  const { scripts = {} } = JSON.parse(tree.get('package.json') ?? '{}') as { scripts?: object };
  return [...tree].flatMap(([page, text]) =>
    page.endsWith('.md')
      ? [...text.matchAll(SCRIPT)]
          .map((match) => match[1] ?? match[2] ?? '')
          .filter((name) => !Object.hasOwn(scripts, name))
          .map((name) => `${page} names the script ${name}`)
      : [],
  );
};
