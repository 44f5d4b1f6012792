/** The engine alone: the table and the client without the product, in this process. */

import { devNull } from 'node:os';
import { AWS_BASICS, awsEndpoints, logLevel } from '../../infra/local/aws-environment.ts';
import { CONSOLE_LOGIN } from '../../infra/local/local-cloud.ts';
import { manifest } from '../../infra/manifest.ts';
import { productVersion } from '../../infra/product.ts';
import { secretVariable } from '../../infra/secrets.ts';
import { EVERY_ROBOT } from '../../shared/contract/organisation/robots-setting.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import { readDirectory } from '../../shared/store/organisation/organisation.ts';
import { importBareClient } from './bare-bundle.ts';
import { type Replay, replayThrough } from './bare-calls.ts';
import { SITE } from './requests.ts';

/** The environment in which the platform starts a function. */
export async function functionEnvironment(tableName: string, dynamodb: string) {
  const named = manifest.flatMap(({ environment, secrets = [] }) => [
    ...environment,
    ...secrets.map(secretVariable),
  ]);
  const own = {
    ...Object.fromEntries(named.map((name) => [name, 'none'])),
    TOKEN_USE: 'access',
    ACCESS_LOG: `file://${devNull}`,
    LIMITS: 'off',
    TABLE_NAME: tableName,
    PERSON_CLAIM: 'sub',
    VERSION: await productVersion(),
    FILES_BUCKET: 'none',
    FIRST_ADMINISTRATOR: '-',
    CASE_TERMS: '{}',
    RETENTION: '{}',
    ROBOTS: EVERY_ROBOT,
    CONSOLE_LOGIN: JSON.stringify(CONSOLE_LOGIN),
  };
  return { ...AWS_BASICS, ...awsEndpoints(dynamodb), ...logLevel(), ...own };
}

export interface BareEngine {
  readonly replay: Replay;
  /** The demo organisation as the table has it. */
  readonly directory: Directory;
}

/** Opens the engine behind a table from the bundle of the bare client; this process takes its environment. */
export async function openBareEngine(
  bundles: string,
  tableName: string,
  dynamodb: string,
): Promise<BareEngine> {
  Object.assign(process.env, await functionEnvironment(tableName, dynamodb));
  const bare = await importBareClient(bundles);
  const directory = await readDirectory(bare.table, SITE, new Date().toISOString());
  if (directory === undefined) throw new Error(`the table has no site ${SITE}`);
  return { replay: replayThrough(bare), directory };
}
