/** KMS with one key, kept in a file of the data folder: as much of it as checkpoints are signed with. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { localArn } from './aws-environment.ts';
import { AwsError, operation } from './aws-operation.ts';
import { type AwsService, startAwsService } from './aws-service.ts';
import { type DataDirectory, writeDurably } from './data-directory.ts';
import { StartProblem } from './start-problem.ts';

export interface LocalKms extends AwsService {
  readonly keyArn: string;
}

const KEY_FILE = 'checkpoint-key.pem';
const KEY_ID_CHARACTERS = 32;

async function readKey(data: DataDirectory): Promise<KeyObject> {
  const file = data.file(KEY_FILE);
  try {
    return createPrivateKey(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new StartProblem(
        `The key of the checkpoints in ${file} cannot be read: ${(error as Error).message}`,
      );
    }
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  await writeDurably(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  return privateKey;
}

/** Starts it, with the key that the data folder has, or a new one. @throws StartProblem where the key cannot be read */
export async function startKms(data: DataDirectory, onError: (error: unknown) => void): Promise<LocalKms> {
  const privateKey = await readKey(data);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, KEY_ID_CHARACTERS);
  const keyArn = localArn('kms', `key/${id}`);
  const requireKey = (asked: string) => {
    if (asked !== keyArn) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  };
  const keyInput = z.strictObject({ KeyId: z.string() });
  const signInput = keyInput.extend({
    Message: z.base64(),
    MessageType: z.literal('RAW'),
    SigningAlgorithm: z.literal('ECDSA_SHA_256'),
  });
  const service = await startAwsService({
    protocol: 'json',
    operations: {
      'TrentService.GetPublicKey': operation(keyInput, ({ KeyId }) => {
        requireKey(KeyId);
        const known = {
          KeyUsage: 'SIGN_VERIFY',
          KeySpec: 'ECC_NIST_P256',
          SigningAlgorithms: ['ECDSA_SHA_256'],
        };
        return { KeyId: keyArn, PublicKey: publicKey.toString('base64'), ...known };
      }),
      'TrentService.Sign': operation(signInput, ({ KeyId, Message, SigningAlgorithm }) => {
        requireKey(KeyId);
        const signature = sign('sha256', Buffer.from(Message, 'base64'), privateKey);
        return { KeyId: keyArn, Signature: signature.toString('base64'), SigningAlgorithm };
      }),
    },
    invalid: 'ValidationException',
    onError,
  });
  return { ...service, keyArn };
}
