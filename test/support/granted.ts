/** What the manifest grants of the table, held against what functions ask of it. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionSpec, manifest } from '../../infra/manifest.ts';
import { BUNDLE_DIRECTORY } from '../../infra/product.ts';
import { ENTRY_PREFIX } from '../../shared/store/table/keys.ts';
import type { TableCall } from './table-calls.ts';

/** One action on the table or on one index, in one pattern of partitions or in all. */
interface Grant {
  readonly action: string;
  readonly index: string | undefined;
  readonly partition: string | undefined;
}

const orNone = (values: readonly string[] = []): readonly (string | undefined)[] =>
  values.length === 0 ? [undefined] : values;

const grantsOf = ({ grants }: FunctionSpec): readonly Grant[] =>
  grants.flatMap(({ actions, indexes, partitions }) =>
    actions.flatMap((name) =>
      orNone(indexes).flatMap((index) =>
        orNone(partitions).map((partition) => ({ action: name.replace('dynamodb:', ''), index, partition })),
      ),
    ),
  );

const lineOf = (by: string, { action, index, partition }: Grant): string =>
  [by, action, ...(index ? [`of ${index}`] : []), ...(partition ? [`in ${partition}`] : [])].join(' ');

/** Everything that the manifest grants, a line each: `intake PutItem in SHEET#*`. */
export const grantedLines = (): readonly string[] =>
  manifest.flatMap((spec) => grantsOf(spec).map((grant) => lineOf(spec.name, grant)));

/** Whether a partition is of a pattern, which is made of letters, `#` and `*`. */
const isIn = (pattern: string, partition: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(partition);

const covers = (grant: Grant, { action, index, item }: TableCall): boolean =>
  grant.action === action &&
  grant.index === index &&
  (grant.partition === undefined || (item !== undefined && isIn(grant.partition, item.pk)));

const grants = new Map(manifest.map((spec) => [spec.name, grantsOf(spec)]));

const EVIDENCE = join(BUNDLE_DIRECTORY, 'used');
const noted = new Set<string>();
const refused: string[] = [];

/** Notes for the whole run that a grant was of use, once a process; in the run of all tests alone (`vitest.config.ts`). */
function note(line: string): void {
  if (noted.has(line) || process.env.NOTES_USES === undefined) return;
  noted.add(line);
  mkdirSync(EVIDENCE, { recursive: true });
  appendFileSync(join(EVIDENCE, `${process.pid}.txt`), `${line}\n`);
}

/** Refuses what no row of the manifest grants, as IAM would, and that an entry is deleted, which IAM cannot tell. */
export function hold(by: string, call: TableCall): void {
  const { action, index, item, isGone } = call;
  const used = (grants.get(by) ?? []).filter((grant) => covers(grant, call));
  const isEntryGone = isGone === true && item?.sk.startsWith(ENTRY_PREFIX) === true;
  if (used.length > 0 && !isEntryGone) {
    for (const grant of used) note(lineOf(by, grant));
    return;
  }
  const refusal = `${lineOf(by, { action, index, partition: item?.pk })} is not granted (${item?.sk ?? 'reading'})`;
  refused.push(refusal);
  throw new Error(refusal);
}

/** What was refused since this was last asked, also where nobody heard of it. */
export const refusals = (): readonly string[] => refused.splice(0);

/** Forgets what an earlier run noted. */
export const forgetUses = (): void => rmSync(EVIDENCE, { recursive: true, force: true });

/** Every grant that was of use to a function in this run so far. */
export function usedLines(): ReadonlySet<string> {
  mkdirSync(EVIDENCE, { recursive: true });
  const texts = readdirSync(EVIDENCE).map((file) => readFileSync(join(EVIDENCE, file), 'utf8'));
  return new Set(texts.flatMap((text) => text.trimEnd().split('\n')));
}
