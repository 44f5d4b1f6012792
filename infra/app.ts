/** The CDK app: reads the settings, bundles the functions and makes the stacks of one stage. */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from './bundle.ts';
import { BUNDLE_DIRECTORY, productVersion } from './product.ts';
import { readSettings, SettingsError } from './settings.ts';
import { addStacks } from './stacks/all-stacks.ts';

const app = new App();
try {
  const settings = readSettings(app.node.getAllContext());
  await bundleFunctions();
  addStacks(app, settings, {
    version: await productVersion(),
    codeOf: ({ name }) => Code.fromAsset(join(BUNDLE_DIRECTORY, name)),
  });
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
