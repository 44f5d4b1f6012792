/** Secrets that a stage was made with. They are in no environment and no template: Secrets Manager gives them to whom they are for. */
import { createHash } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { lean } from './lean-client.ts';

/** Gives a secret's 32 bytes; asks for them once a process, when they are first needed. */
export type Secret = () => Promise<Uint8Array>;

/**
 * The key that a secret's text makes.
 * @param id the secret's ARN or name
 * @throws Error where it cannot be read, or has no text; whoever needs it next asks again
 */
export function openSecret(id: string, client?: SecretsManagerClient): Secret {
  let key: Promise<Uint8Array> | undefined;
  return () => {
    key ??= readKey(id, client);
    key.catch(() => {
      key = undefined;
    });
    return key;
  };
}

async function readKey(id: string, client: SecretsManagerClient | undefined): Promise<Uint8Array> {
  const text = await secretText(id, client);
  if (text === '') throw new Error(`the secret ${id} has no text`);
  return createHash('sha256').update(text).digest();
}

/**
 * The text of a secret as it is now; empty where it has none.
 * @param id the secret's ARN or name
 */
export async function secretText(id: string, given?: SecretsManagerClient): Promise<string> {
  // Most runs of most functions need no secret, so that what reads one is not loaded with them.
  const aws = await import('@aws-sdk/client-secrets-manager');
  const client = given ?? new aws.SecretsManagerClient(lean());
  const { SecretString = '' } = await client.send(new aws.GetSecretValueCommand({ SecretId: id }));
  return SecretString;
}
