/** Synthesizes the stacks as `cdk synth` would, with a stand-in for the bundles so that it is quick. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { readSettings } from '../../../infra/settings.ts';
import { addStacks } from '../../../infra/stacks/all-stacks.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context of cdk.json: feature flags and stages. */
export const projectContext = cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8'))).context;

const made: string[] = [];

/** A new directory that goes when the test file is done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'shoujie-synth-'));
  made.push(directory);
  return directory;
}
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** Stand-ins for the bundles, one for each function of the manifest; `code` tells one set from another. */
export function standInBundles(code = ''): string {
  const bundles = temporaryDirectory();
  for (const { name } of manifest) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, 'handler.mjs'), `export const handler = () => '${name}${code}';`);
  }
  return bundles;
}

/** Skips CloudFormation's own rules, which cost seconds; the tests of all stacks keep them. */
export function withoutTemplateRules(): void {
  process.env.CDK_VALIDATION = 'false';
}

export interface Synthesis {
  readonly app: App;
  readonly data: Template;
  readonly api: Template;
  readonly notification: Template;
  readonly workflow: Template;
  readonly observability: Template;
  readonly dataStack: Stack;
  /** Every file of the cloud assembly that says what is deployed, by its name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The settings that have no default. */
export const NEEDED = {
  mail: { sender: 'letters@example.com' },
  baseUrl: 'https://sheets.example.com',
} as const;

/** The stacks of stage `test` with these settings; a finding of cdk-nag fails it as it fails `cdk synth`. */
export function synthesize(settings: Record<string, unknown> = {}, bundles = standInBundles()): Synthesis {
  const app = new App({
    context: { ...projectContext, stages: { test: { ...NEEDED, ...settings } }, stage: 'test' },
    outdir: temporaryDirectory(),
  });
  addStacks(app, readSettings(app.node.getAllContext()), {
    version: '1.2.3',
    codeOf: ({ name }) => Code.fromAsset(join(bundles, name)),
  });
  const { directory, artifacts } = app.synth();
  const stack = (name: string) => app.node.findChild(name) as Stack;
  const names = artifacts.flatMap(({ id }) =>
    /^shoujie-test-[a-z]+$/.test(id) ? [`${id}.template.json`, `${id}.assets.json`] : [],
  );
  return {
    app,
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
