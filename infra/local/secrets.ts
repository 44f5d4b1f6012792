/** Secrets Manager with the secrets of a stage, each kept in a file of the data folder. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type SecretName, type SecretVariable, secretNames, secretVariable } from '../secrets.ts';
import { localArn } from './aws-environment.ts';
import { AwsError, operation } from './aws-operation.ts';
import { type AwsService, startAwsService } from './aws-service.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import { StartProblem } from './start-problem.ts';

export interface LocalSecrets extends AwsService {
  /** What tells functions where which secret is. */
  readonly variables: Readonly<Record<SecretVariable, string>>;
}

const SECRET_BYTES = 48;
/** Of what the secrets of robots are made. */
const ROBOTS = 'robots';
/** Every name is a robot's; the stage's own secrets are known by their ARNs. */
const isRobotName = (id: string) => !id.startsWith('arn:');

/** What the secrets of robots are made of. @throws StartProblem where it cannot be read */
export const robotsKeyIn = (data: DataDirectory): Promise<string> => secretIn(data, ROBOTS);

/** The secret that the data folder has, or a new one. @throws StartProblem where it cannot be read */
async function secretIn(data: DataDirectory, name: SecretName | typeof ROBOTS): Promise<string> {
  const file = data.file(`${name}.secret`);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StartProblem(`The secret in ${file} cannot be read: ${error.message}`);
  });
  if (found !== undefined) {
    if (found.trim() === '')
      throw new StartProblem(`The secret in ${file} is empty; delete it for a new one.`);
    return found;
  }
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  await writeDurably(file, made);
  return made;
}

/**
 * Starts it, with what the data folder has or new ones.
 * @param robotOf what the secret of a robot holds, whatever its name
 * @throws StartProblem where a secret cannot be read
 */
export async function startSecrets(
  data: DataDirectory,
  robotOf: (name: string) => object,
  onError: (error: unknown) => void,
): Promise<LocalSecrets> {
  const arnOf = (name: SecretName) => localArn('secretsmanager', `secret:${name}`);
  const kept = new Map<string, string>();
  for (const name of secretNames) kept.set(arnOf(name), await secretIn(data, name));
  const service = await startAwsService({
    protocol: 'json',
    operations: {
      'secretsmanager.GetSecretValue': operation(z.strictObject({ SecretId: z.string() }), ({ SecretId }) => {
        const SecretString =
          kept.get(SecretId) ?? (isRobotName(SecretId) ? JSON.stringify(robotOf(SecretId)) : undefined);
        if (SecretString !== undefined) return { ARN: SecretId, SecretString };
        throw new AwsError('ResourceNotFoundException', `There is no secret '${SecretId}'`);
      }),
    },
    invalid: 'InvalidParameterException',
    onError,
  });
  const variables = Object.fromEntries(secretNames.map((name) => [secretVariable(name), arnOf(name)]));
  return { ...service, variables: variables as LocalSecrets['variables'] };
}
