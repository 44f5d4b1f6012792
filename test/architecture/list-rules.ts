/** That lists which belong together are whole: what is in the one is in the other. */
import type { Rule } from './source-tree.ts';

const SETTINGS = 'infra/settings.ts';
const OPERATIONS = 'docs/operations.md';

/** Every setting of a stage has its row on the page for operators. */
export const settingsAreTold: Rule = (tree) => {
  const [, names = ''] = /\bHOW_TO_WRITE\b[^{]*\{([\s\S]*?)\n\};/.exec(tree.get(SETTINGS) ?? '') ?? [];
  const told = (tree.get(OPERATIONS) ?? '').split('\n').map((line) => line.split('|')[1] ?? '');
  return [...names.matchAll(/^ {2}(\w+):/gm)]
    .map(([, name]) => name)
    .filter((name) => !told.some((cell) => cell.includes(`\`${name}\``)))
    .map((name) => `${OPERATIONS} has no row for the setting ${name}`);
};

const ROUTES = 'shared/contract/routes.ts';

/** Every route is in the API description. */
export const routesAreDescribed: Rule = (tree) => {
  const described = [...tree].filter(([path]) => /^shared\/contract\/.*\bopenapi[\w-]*\.ts$/.test(path));
  return [...(tree.get(ROUTES) ?? '').matchAll(/^ {2}'(\/[^']*)': \[/gm)]
    .map(([, route]) => route)
    .filter((route) => !described.some(([, text]) => text.includes(`'${route}': {`)))
    .map((route) => `no file of ${ROUTES.replace(/[^/]+$/, '')} describes ${route}`);
};

const INDEX = 'docs/decisions/README.md';

/** Every decision is in their index. */
export const decisionsAreIndexed: Rule = (tree) =>
  [...tree.keys()]
    .flatMap((path) => /^docs\/decisions\/(\d{4}-.+\.md)$/.exec(path)?.[1] ?? [])
    .filter((name) => !tree.get(INDEX)?.includes(`](${name})`))
    .map((name) => `${INDEX} has no line for ${name}`);
