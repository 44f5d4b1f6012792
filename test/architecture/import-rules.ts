/** Who may import whom (design rule 9). */
import { importsOf, isSource, isUnder, type Rule } from './source-tree.ts';

/** What each layer may import beside itself; the longest that fits a path is its layer. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  shared: ['shared/domain'],
  functions: ['shared/domain', 'shared'],
  web: ['shared/domain', 'shared'],
  'infra/stacks': ['infra', 'infra/constructs', 'infra/workflows'],
  'infra/constructs': ['infra', 'infra/workflows'],
  'infra/workflows': ['infra'],
  infra: ['shared/domain', 'shared', 'infra/stacks', 'infra/constructs', 'infra/workflows'],
  'infra/local': ['shared/domain', 'shared', 'functions', 'infra', 'infra/workflows'],
};

function layerOf(path: string): string | undefined {
  const fitting = Object.keys(LAYERS).filter((layer) => isUnder(path, layer));
  return fitting.toSorted((a, b) => b.length - a.length)[0];
}

const OF_THE_HOUSE = /^(?:shared|functions|infra|test|web)\//;

/** Layers import themselves and those below them; nothing imports `test`, and stacks no function. */
export const importDirection: Rule = (tree) =>
  [...tree].flatMap(([path, text]) => {
    const layer = layerOf(path);
    if (layer === undefined || !isSource(path)) return [];
    const allowed = [layer, ...(LAYERS[layer] ?? [])];
    return importsOf(path, text)
      .filter((name) => OF_THE_HOUSE.test(name) && !allowed.includes(layerOf(name) ?? ''))
      .map((name) => `${path} imports ${name}`);
  });

/** What of the house a browser can run: what has no store, no environment and no AWS. */
const FOR_BROWSERS = ['web', 'shared/domain', 'shared/words', 'shared/contract', 'shared/client'];

/** The console imports nothing of Node's, and nothing that only a function can run. */
export const consoleForBrowsers: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    isSource(path) && isUnder(path, 'web')
      ? importsOf(path, text)
          .filter((name) =>
            OF_THE_HOUSE.test(name) ? !isUnder(name, ...FOR_BROWSERS) : name.startsWith('node:'),
          )
          .map((name) => `${path} imports ${name}`)
      : [],
  );

/** Functions share the middleware and nothing of one another. */
export const functionsApart: Rule = (tree) =>
  [...tree].flatMap(([path, text]) => {
    if (!isSource(path) || !isUnder(path, 'functions')) return [];
    const own = path.split('/').slice(0, 2).join('/');
    return importsOf(path, text)
      .filter((name) => isUnder(name, 'functions') && !isUnder(name, own, 'functions/middleware'))
      .map((name) => `${path} imports ${name}`);
  });

/** Both are pure: RFC 8785, and SHA-256 (what is random in `node:crypto` has a rule of its own). */
const DOMAIN_PACKAGES = ['canonicalize', 'node:crypto'];

/** The domain needs no package but these: no AWS, no zod, nothing that reads or waits. */
export const domainPackages: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    isSource(path) && isUnder(path, 'shared/domain')
      ? importsOf(path, text)
          .filter((name) => !OF_THE_HOUSE.test(name) && !DOMAIN_PACKAGES.includes(name))
          .map((name) => `${path} imports ${name}`)
      : [],
  );

/** Where nothing may be decided: the folds, and what reads entries of a version that is no more. */
const FOLDS = ['shared/domain/sheets/evolve.ts', 'shared/domain/cases/evolve.ts'];
const FROZEN = 'shared/domain/archive/as-of-0.1';
const NO_RULES = ['shared/domain/kernel', 'shared/domain/model'];

/** What reads the past asks no rule of today: it imports mechanisms and words alone (design rule 11). */
export const pastAsksNoRule: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    FOLDS.includes(path) || isUnder(path, FROZEN)
      ? importsOf(path, text)
          .filter((name) => !isUnder(name, ...NO_RULES) && name !== 'shared/domain/cases/case.ts')
          .map((name) => `${path} imports ${name}`)
      : [],
  );
