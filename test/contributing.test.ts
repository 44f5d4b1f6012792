/**
 * CONTRIBUTING.md says for each new thing what to touch, and what of that the compiler asks for. Here one of each is put
 * into a copy of the sources by name and left at that: the compiler must name the files that the page names, no other.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPOSITORY } from '../infra/product.ts';
import { ROLE_ROWS } from '../shared/domain/model/roles.ts';
import { isUnder, readTree } from './architecture/source-tree.ts';

/** What is new, by its heading on the page; its name; the file that has it; what it stands before there. */
interface Plant {
  readonly heading: string;
  readonly name: string;
  readonly path: string;
  readonly before: string;
  readonly text: string;
}

// biome-ignore format: a table reads best with one row a line
const PLANTS: readonly Plant[] = [
  { heading: 'A role', name: 'concierge', path: 'shared/domain/model/roles.ts', before: "  'overseer',\n] as const;", text: "  'concierge',\n" },
  { heading: 'A step of a sheet', name: 'inspect', path: 'shared/domain/model/sheet.ts', before: "  | { readonly step: 'archive' }\n);", text: "  | { readonly step: 'inspect' }\n" },
  { heading: 'A step of a case', name: 'commend', path: 'shared/domain/cases/case.ts', before: "  | { readonly step: 'pay';", text: "  | { readonly step: 'commend' }\n" },
  { heading: 'A clock', name: 'estimate', path: 'shared/domain/model/clock.ts', before: "  'follow-up',\n] as const;", text: "  'estimate',\n" },
  { heading: 'A notice', name: 'reminder', path: 'shared/domain/notices/notice-table.ts', before: "  // Of no entry:", text: "  'reminder',\n" },
  { heading: 'A figure', name: 'punctuality', path: 'shared/domain/assessment/figures.ts', before: "  'breaches',\n", text: "  'punctuality',\n" },
];

/** Where the compiler would find a name of these things: all but what runs and deploys the product. */
const CHECKED = ['shared', 'functions', 'infra/import', 'test/domain'];
/** A file of the copy in which every column of the table of roles is left out once. */
const ROWS_LEFT_OPEN = 'shared/domain/model/rows-left-open.ts';
const COLUMNS = Object.keys(ROLE_ROWS.resident);

interface Complaint {
  readonly path: string;
  readonly text: string;
}
let page: string;
let copy: string;
let complaints: readonly Complaint[];

beforeAll(async () => {
  page = await readFile(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8');
  copy = await mkdtemp(join(tmpdir(), 'shoujie-contributing-'));
  complaints = await compiled(copy);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** What the compiler says of a copy of the sources with all that is new in it. */
async function compiled(top: string): Promise<readonly Complaint[]> {
  const sources = new Map(
    [...readTree(REPOSITORY)].filter(([path]) => isUnder(path, 'shared', 'functions', 'infra', 'test')),
  );
  for (const { path, before, text } of PLANTS) {
    const source = sources.get(path) ?? '';
    expect(source.split(before), `${path} has one place for ${text}`).toHaveLength(2);
    sources.set(path, source.replace(before, text + before));
  }
  const rows = COLUMNS.map(
    (column, nth) =>
      `const { ${column}: left${nth}, ...row${nth} } = ROLE_ROWS.hr;\nexport const open${nth}: RoleRow = row${nth};`,
  );
  sources.set(ROWS_LEFT_OPEN, ["import { ROLE_ROWS, type RoleRow } from './roles.ts';", ...rows].join('\n'));
  sources.set('package.json', await readFile(join(REPOSITORY, 'package.json'), 'utf8'));
  const settings = JSON.parse(await readFile(join(REPOSITORY, 'tsconfig.json'), 'utf8'));
  sources.set('tsconfig.json', JSON.stringify({ ...settings, include: CHECKED }));
  for (const [path, text] of sources) {
    await mkdir(dirname(join(top, path)), { recursive: true });
    await writeFile(join(top, path), text);
  }
  await symlink(join(REPOSITORY, 'node_modules'), join(top, 'node_modules'));
  const run = promisify(execFile)(join(top, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], {
    cwd: top,
  });
  const said = await run.then(
    () => '',
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
  // A complaint goes on in lines that are indented.
  return said.split(/\n(?=\S)/).flatMap((text) => {
    const path = /^(\S+?)\(\d+,\d+\): error /.exec(text)?.[1];
    return path === undefined ? [] : [{ path, text }];
  });
}

/** The files of a section's table on the page: in the first row where the name goes, then those that the compiler asks for. */
function listed(heading: string): { readonly first: string | undefined; readonly asked: readonly string[] } {
  const section = page.split(`\n### ${heading}\n`)[1]?.split(/\n#/)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const filesIn = (row = '') =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  const asked = rows.filter((row) => row.split('|').at(-2)?.trim().startsWith('compiler')).flatMap(filesIn);
  return { first: filesIn(rows[0])[0], asked: [...new Set(asked)].toSorted() };
}

const namedIn = ({ text }: Complaint) => PLANTS.filter(({ name }) => text.includes(name));

describe.each(PLANTS)('$heading that has a name and nothing else', ({ heading, name, path }) => {
  test('is missed by the compiler where the page says so, and nowhere else', () => {
    const { first, asked } = listed(heading);
    expect(first).toBe(path);
    // Of a switch that lacks a case the compiler does not always say which: then the page's word for the file counts.
    const named = complaints.filter((each) => {
      const names = namedIn(each).map((plant) => plant.name);
      const isNew = names.includes(name) || (names.length === 0 && asked.includes(each.path));
      return isNew && each.path !== ROWS_LEFT_OPEN;
    });
    expect([...new Set(named.map((each) => each.path))].toSorted()).toEqual(asked);
  });
});

test('the compiler says nothing that the page does not explain', () => {
  const explained = [ROWS_LEFT_OPEN, ...PLANTS.flatMap(({ heading }) => listed(heading).asked)];
  expect(complaints.filter(({ path }) => !explained.includes(path))).toEqual([]);
});

test.each(COLUMNS)('no row of the table of roles can leave out %s', (column) => {
  const said = complaints.filter(({ path }) => path === ROWS_LEFT_OPEN).map(({ text }) => text);
  expect(said.filter((text) => text.includes(`Property '${column}' is missing`))).toHaveLength(1);
});
