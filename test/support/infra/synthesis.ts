/** Synthesizes the stacks as `cdk synth` would, with a stand-in for the bundles so that it is quick. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { readSettings } from '../../../infra/settings.ts';
import { addStacks } from '../../../infra/stacks/all-stacks.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context of cdk.json: feature flags and stages. */
export const projectContext = cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8'))).context;

/** Puts stand-ins for the bundles there, one for each function of the manifest; `code` tells one set from another. */
function putStandIns(bundles: string, code = ''): void {
  for (const { name } of manifest) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, 'handler.mjs'), `export const handler = () => '${name}${code}';`);
  }
}

/** Has something done with a new directory, which goes afterwards. */
function inScratch<T>(task: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'shoujie-synth-'));
  try {
    return task(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export interface Synthesis {
  readonly app: App;
  readonly data: Template;
  readonly api: Template;
  readonly notification: Template;
  readonly workflow: Template;
  readonly observability: Template;
  /** Of the second region, where one is set. */
  readonly copy: Template | undefined;
  readonly dataStack: Stack;
  /** Every file of the cloud assembly that says what is deployed, by its name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The settings that have no default. */
export const NEEDED = {
  mail: { sender: 'letters@example.com' },
  baseUrl: 'https://sheets.example.com',
} as const;

interface Making {
  /** Also by CloudFormation's own rules, as `cdk synth` does; they cost seconds. */
  readonly rules?: boolean;
  /** Where the bundles are; stand-ins, if nowhere. */
  readonly bundles?: string;
  /** What tells one set of stand-ins from another. */
  readonly code?: string;
}

/** What was synthesized in this process, by how: the same again would come to the same. */
const synthesized = new Map<string, Synthesis>();

/** The stacks of stage `test` with these settings; a finding of cdk-nag fails it as it fails `cdk synth`. */
export function synthesize(settings: Record<string, unknown> = {}, how: Making = {}): Synthesis {
  const key = JSON.stringify([settings, how]);
  const made = synthesized.get(key) ?? inScratch((scratch) => synthesizeIn(scratch, settings, how));
  synthesized.set(key, made);
  return made;
}

function synthesizeIn(scratch: string, settings: Record<string, unknown>, how: Making): Synthesis {
  const { rules = false, bundles = join(scratch, 'bundles'), code } = how;
  if (how.bundles === undefined) putStandIns(bundles, code);
  if (!rules) process.env.CDK_VALIDATION = 'false';
  try {
    return synthesisOf(settings, bundles, join(scratch, 'assembly'));
  } finally {
    delete process.env.CDK_VALIDATION;
  }
}

function synthesisOf(settings: Record<string, unknown>, bundles: string, outdir: string): Synthesis {
  const app = new App({
    context: { ...projectContext, stages: { test: { ...NEEDED, ...settings } }, stage: 'test' },
    outdir,
  });
  addStacks(app, readSettings(app.node.getAllContext()), {
    version: '1.2.3',
    codeOf: ({ name }) => Code.fromAsset(join(bundles, name)),
  });
  const { directory, artifacts } = app.synth();
  const stack = (name: string) => app.node.findChild(name) as Stack;
  const copy = app.node.tryFindChild('shoujie-test-copy') as Stack | undefined;
  const names = artifacts.flatMap(({ id }) =>
    /^shoujie-test-[a-z]+$/.test(id) ? [`${id}.template.json`, `${id}.assets.json`] : [],
  );
  return {
    app,
    copy: copy && Template.fromStack(copy),
    dataStack: stack('shoujie-test-data'),
    data: Template.fromStack(stack('shoujie-test-data')),
    api: Template.fromStack(stack('shoujie-test-api')),
    notification: Template.fromStack(stack('shoujie-test-notification')),
    workflow: Template.fromStack(stack('shoujie-test-workflow')),
    observability: Template.fromStack(stack('shoujie-test-observability')),
    files: Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')])),
  };
}

/** The properties of every resource of that type by its logical id. @throws when one is not of that form */
export function resourcesOf<T>(
  template: Template,
  type: string,
  properties: z.ZodType<T>,
): Record<string, T> {
  const found = template.findResources(type);
  return Object.fromEntries(
    Object.entries(found).map(([id, made]) => [id, properties.parse(made.Properties)]),
  );
}
