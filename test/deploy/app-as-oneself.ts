/** The product's stacks, deployed with the credentials of who deploys; the emulator's bootstrap roles may do too little. */
import { join } from 'node:path';
import { App, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from '../../infra/bundle.ts';
import { BUNDLE_DIRECTORY, productVersion } from '../../infra/product.ts';
import { readSettings } from '../../infra/settings.ts';
import { addStacks } from '../../infra/stacks/all-stacks.ts';

const app = new App({ defaultStackSynthesizer: new CliCredentialsStackSynthesizer() });
await bundleFunctions();
addStacks(app, readSettings(app.node.getAllContext()), {
  version: await productVersion(),
  codeOf: ({ name }) => Code.fromAsset(join(BUNDLE_DIRECTORY, name)),
});
