/** What sources may not say, and where alone they may say it (design rules 1, 4, 5 and 13). */
import { ROLES } from '../../shared/domain/model/roles.ts';
import {
  isSource,
  isUnder,
  literalsOf,
  nowhere,
  type Rule,
  withoutComments,
  withoutText,
} from './source-tree.ts';

/** The domain takes time, ids and chance as arguments (design rule 1). */
export const noAmbientWorld = nowhere(
  ['shared/domain'],
  /\bprocess\s*[.[]|\bglobalThis\b|\bperformance\b|\bMath\s*\.\s*random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\s*\(|\bawait\b/,
  withoutText,
);

/** The one file that may look at the machine's clock, for functions that no request tells the time. */
const CLOCK = 'shared/runtime/current-time.ts';
const ownTime = nowhere(
  ['shared', 'functions'],
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\s(]))|(?<!new\s)\bDate\s*\(/,
  withoutText,
);
/** Time comes in with the request or from that file: the local clock reaches functions in no other way. */
export const noOwnTime: typeof ownTime = (tree) =>
  ownTime(tree).filter((breach) => !breach.startsWith(CLOCK));

export const noAny = nowhere(
  ['shared', 'functions', 'infra', 'test'],
  /[:<,|&(]\s*any\b(?!\s*[:(.])|\bas\s+any\b|\bany\s*\[\]/,
  withoutText,
);

/** Neither called nor granted. The local cloud may look whether a table is empty. */
export const noScan = nowhere(
  ['shared', 'functions', 'infra/stacks', 'infra/constructs'],
  /\w*Scan(?:Command|Input)\w*|\bpaginateScan\b/,
  withoutComments,
);
export const noScanGrant = nowhere(['infra'], /dynamodb:(?:Scan|PartiQL\w*|\*)/, withoutComments);

/** `import { z }` keeps all of the library in each bundle. */
export const zodAsNamespace = nowhere(
  ['shared', 'functions'],
  /import\s*(?:type\s*)?\{[^}]*\}\s*from\s*['"]zod['"]/,
  withoutComments,
);

export const environmentInOnePlace = nowhere(
  ['shared', 'functions'],
  /\bprocess\s*\.\s*env\b/,
  withoutComments,
  ['shared/runtime/env.ts'],
);

const ROLE = `'(?:${ROLES.join('|')})'`;

/** The table of roles, and where roles are listed because their order is the rule. */
const LISTS_OF_ROLES = ['shared/domain/model/roles.ts', 'shared/domain/complaints/recusal.ts'];
/** Any other list of roles is an answer to a question that the table of roles asks of each (design rule 13). */
export const rolesInOneTable = nowhere(
  ['shared', 'functions'],
  new RegExp(`\\[\\s*${ROLE}\\s*,\\s*${ROLE}`),
  withoutComments,
  LISTS_OF_ROLES,
);

const KEYS = 'shared/store/table/keys.ts';

/** Words that keys are made of stand nowhere but where keys are made (design rule 5). */
export const keysInOnePlace: Rule = (tree) => {
  const words = [...(tree.get(KEYS) ?? '').matchAll(/'([A-Z]{2,})#?'/g)].map((match) => match[1]);
  return [...tree].flatMap(([path, text]) => {
    if (path === KEYS || !isSource(path) || !isUnder(path, 'shared', 'functions', 'infra')) return [];
    // In infra such a word may mean something else, such as the method HEAD.
    const isKey = (literal: string) =>
      /^[A-Z]{2,}#/.test(literal) || (!isUnder(path, 'infra') && words.includes(literal));
    return literalsOf(text)
      .filter(isKey)
      .map((literal) => `${path}: ${literal}`);
  });
};

// Written so that no pattern finds itself.
const REGISTRY = /registry\.(?:npmj[s]|yarnpk[g])|npmjs\.or[g]|pypi\.or[g]|pythonhoste[d]\.|npmmirro[r]\./i;

/** No file, the lock file least of all, says where packages come from. */
export const noRegistry: Rule = (tree) =>
  [...tree].flatMap(([path, text]) => {
    const host = REGISTRY.exec(text)?.[0] ?? /"resolved":\s*"http[^"]*/.exec(text)?.[0];
    return host === undefined ? [] : [`${path}: ${host}`];
  });

const VAGUE = /^(?:utils?|utilities|helpers?|common|misc)$/i;

export const plainNames: Rule = (tree) =>
  [...tree.keys()].filter((path) => path.split(/[/.\-_]/).some((part) => VAGUE.test(part)));

const DECLARED = /^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}/gm;

function exportsOf(text: string): readonly string[] {
  const code = withoutComments(text);
  const listed = [...code.matchAll(LISTED)].flatMap(([, names = '']) => names.split(','));
  return [
    ...[...code.matchAll(DECLARED)].map(([, name = '']) => name),
    ...listed.map((name) => name.trim().replace(/^type |.* as /g, '')).filter(Boolean),
  ];
}

/** One name for one thing (design rule 15): what a file of `shared` exports has a name that no other file exports. */
export const oneNameOneThing: Rule = (tree) => {
  const places = new Map<string, string[]>();
  for (const [path, text] of tree) {
    if (!isSource(path) || !isUnder(path, 'shared')) continue;
    for (const name of exportsOf(text)) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name} is exported by ${paths.join(' and ')}`);
};
