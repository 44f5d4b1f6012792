/**
 * The rules of the house that no compiler knows (design rules 1, 5, 7, 9 and 11), and that the pages in docs tell
 * the truth. Each finds nothing in this repository, and something where a breach is planted.
 */
import { describe, expect, test } from 'vitest';
import { type FunctionSpec, manifest } from '../infra/manifest.ts';
import { REPOSITORY } from '../infra/product.ts';
import { PAGES } from '../shared/contract/pages.ts';
import { ROUTES } from '../shared/contract/routes.ts';
import * as code from './architecture/code-rules.ts';
import {
  consoleForBrowsers,
  domainPackages,
  functionsApart,
  importDirection,
  pastAsksNoRule,
} from './architecture/import-rules.ts';
import { decisionsAreIndexed, routesAreDescribed, settingsAreTold } from './architecture/list-rules.ts';
import {
  everySentence,
  knownClauses,
  knownNumbers,
  namedFilesExist,
  namedScriptsExist,
  namedSymbolsExist,
  rulesPage,
  securityPage,
} from './architecture/page-rules.ts';
import { noCircles, roomsInOrder } from './architecture/room-rules.ts';
import { isUnder, type Rule, readTree } from './architecture/source-tree.ts';

type Case = readonly [says: string, rule: Rule, path: string, breach: string];

// biome-ignore format: a table reads best with one row a line
const CASES: readonly Case[] = [
  ['imports go one way', importDirection, 'shared/store/a.ts', "import { x } from '../../functions/b.ts';"],
  ['the domain imports only itself', importDirection, 'shared/domain/a.ts', "import type { T } from '../store/b.ts';"],
  ['stacks name functions by path only', importDirection, 'infra/stacks/a.ts', "import {\n  h,\n} from '../../functions/b/handler.ts';"],
  ['deployment needs nothing of the local cloud', importDirection, 'infra/bundle.ts', "import './local/clock.ts';"],
  ['nothing imports tests', importDirection, 'infra/local/a.ts', "const t = await import('../../test/support/b.ts');"],
  ['functions share only the middleware', functionsApart, 'functions/a/handler.ts', "export * from '../b/copies.ts';"],
  ['the console runs in browsers', consoleForBrowsers, 'web/pages/a.ts', "import { createHash } from 'node:crypto';"],
  ['rooms import from below', roomsInOrder, 'shared/domain/model/a.ts', "import type { T } from '../clocks/b.ts';"],
  ['rooms beside each other stay apart', roomsInOrder, 'shared/contract/a.ts', "import type { T } from '../store/b.ts';"],
  ['every file of shared stands in a room', roomsInOrder, 'shared/a.ts', ''],
  ['no file imports itself by way of others', noCircles, 'infra/a.ts', "import './b.ts';\nimport './a.ts';"],
  ['the fold decides nothing', pastAsksNoRule, 'shared/domain/sheets/evolve.ts', "import { urgencyOf } from './urgency.ts';"],
  ['what 0.1 wrote is read by no rule of today', pastAsksNoRule, 'shared/domain/archive/as-of-0.1/a.ts', "import { RUNS } from '../../clocks/clock-table.ts';"],
  ['the domain needs no AWS and no zod', domainPackages, 'shared/domain/a.ts', "import * as z from 'zod';"],
  ['the domain has no ambient world', code.noAmbientWorld, 'shared/domain/a.ts', 'const id = randomUUID();'],
  ['time comes in with the request', code.noOwnTime, 'functions/a/handler.ts', 'const now = new Date();'],
  ['nothing is any', code.noAny, 'infra/a.ts', 'const f = (x: any) => x;'],
  ['nothing scans', code.noScan, 'shared/store/a.ts', 'send(new ScanCommand({}))'],
  ['nothing may scan', code.noScanGrant, 'infra/manifest.ts', "actions: ['dynamodb:Scan']"],
  ['zod comes as a namespace', code.zodAsNamespace, 'shared/contract/a.ts', "import { z } from 'zod';"],
  ['keys are made in one file', code.keysInOnePlace, 'shared/store/a.ts', "const pk = 'SHEET#' + id;"],
  ['the environment is read in one file', code.environmentInOnePlace, 'functions/a.ts', 'process.env.TABLE_NAME'],
  ['what a role is stands in one table', code.rolesInOneTable, 'shared/domain/a.ts', "const SEEING: readonly Role[] = ['hr', 'overseer'];"],
  ['no file names a registry', code.noRegistry, '.npmrc', `registry=https://registry.${'npmjs'}.org/`],
  ['no two exports of shared have one name', code.oneNameOneThing, 'shared/a.ts', "export const a = 1;\nexport { b as a } from './b.ts';"],
  ['names say what a file is', code.plainNames, 'shared/date-utils.ts', ''],
  ['clauses that are named exist', knownClauses, 'shared/a.ts', '/** As B5.2.1d has it. */'],
  ['sections of the contract that are named exist', knownNumbers, 'test/a.ts', '/** As contract sections 1 and 13 have it. */'],
  ['rules of the design that are named exist', knownNumbers, 'functions/a.ts', '/** Design rules 1,\n * 3 and 99. */'],
  ['decisions that are named exist', knownNumbers, 'docs/a.md', 'see decision 99'],
  ['every clause of the steps has its row', rulesPage, 'shared/domain/sheets/steps.ts', "{ clause: 'A1.3' }"],
  ['every row has its test', rulesPage, 'docs/rules.md', '| A1.3 | `shared/domain/sheets/steps.ts` | |'],
  ['every sentence of the regulations has its row', everySentence, 'docs/regulations.md', '| B9 | Nobody whistles. |'],
  ['every threat has its test', securityPage, 'docs/security.md', '| to look | a gate | `test/flows` |'],
  ['files that pages name exist', namedFilesExist, 'docs/a.md', 'see `shared/nowhere.ts`'],
  ['pages that pages link to exist', namedFilesExist, 'docs/a.md', 'see [there](nowhere.md)'],
  ['scripts that pages name exist', namedScriptsExist, 'docs/a.md', 'run `npm run nothing`'],
  ['what pages say is in a file is there', namedSymbolsExist, 'docs/a.md', '`gone` in `shared/a.ts`'],
  ['every decision is in the index', decisionsAreIndexed, 'docs/decisions/0099-a.md', ''],
  ['every setting is told to operators', settingsAreTold, 'infra/settings.ts', "const HOW_TO_WRITE = {\n  more: 'more',\n};"],
  ['every route is described', routesAreDescribed, 'shared/contract/routes.ts', "  '/more': ['GET'],"],
];

const tree = readTree(REPOSITORY);

describe.each(CASES)('%s', (_says, rule, path, breach) => {
  test('here', () => expect(rule(tree)).toEqual([]));
  test('and a breach of it is found', () => expect(rule(new Map([[path, breach]]))).toHaveLength(1));
});

/** What contract section 1 opens to everybody: health, the API description and section 7's two reads; and the console's files. */
const OPEN = [
  'GET /',
  'GET /app',
  'GET /app/{page+}',
  'GET /health',
  'GET /openapi.json',
  'GET /commitments',
  'GET /sites/{site}/sections/{id}/commitments',
];

describe('the manifest', () => {
  const routesOf = ({ trigger }: FunctionSpec) => (trigger.kind === 'api' ? trigger.routes : []);
  const routes = manifest.flatMap(routesOf);

  test('names entry files that exist, each once', () => {
    const entries = manifest.map(({ entry }) => entry);
    expect(entries.filter((entry) => !tree.has(entry))).toEqual([]);
    expect(new Set(entries).size).toBe(manifest.length);
  });

  test('has every route and page of the contract once, and no other but $default', () => {
    const contract = Object.entries({ ...ROUTES, ...PAGES }).flatMap(([path, methods]) =>
      methods.map((method) => `${method} ${path}`),
    );
    expect(routes.map(({ key }) => key).toSorted()).toEqual([...contract, '$default'].toSorted());
  });

  test('sends every route to a function that has an answer to it', () => {
    const unanswered = manifest.flatMap((spec) => {
      const sources = [...tree].filter(([path]) => isUnder(path, `functions/${spec.name}`));
      const named = routesOf(spec).filter(({ key }) => key !== '$default');
      return named.filter(({ key }) => !sources.some(([, text]) => text.includes(`'${key}'`)));
    });
    expect(unanswered).toEqual([]);
  });

  test('opens to everybody only what the contract opens', () => {
    const open = routes.filter(({ auth }) => auth === 'none').map(({ key }) => key);
    expect(open.filter((key) => !OPEN.includes(key))).toEqual([]);
  });
});
