import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient, SignCommand, type SignCommandInput } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DataDirectory, openDataDirectory } from '../../../infra/local/data-directory.ts';
import { startKms } from '../../../infra/local/kms.ts';
import { following, isSignedBy, signedText } from '../../../shared/domain/anchors/checkpoint.ts';
import { openSigner } from '../../../shared/effects/signer.ts';

let data: DataDirectory;
beforeAll(async () => {
  data = await openDataDirectory(await mkdtemp(join(tmpdir(), 'shoujie-kms-')));
});
afterAll(async () => {
  await data.release();
  await rm(data.path, { recursive: true });
});

const started = async () => {
  const kms = await startKms(data, (error) => expect.unreachable(String(error)));
  const client = new KMSClient({
    endpoint: kms.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const stop = async () => {
    client.destroy();
    await kms.stop();
  };
  return { client, key: kms.keyArn, stop };
};

it('signs with a key that it keeps in a file of its user alone, the same after a restart', async () => {
  const first = await started();
  const signer = await openSigner(first.client, first.key);
  const unsigned = following(undefined, [], {
    ...{ at: '2026-11-24T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' },
    ...{ every: 'P1D', keyId: signer.keyId },
  });
  const signature = await signer.sign(signedText(unsigned));
  expect(isSignedBy(signer.publicKey, { ...unsigned, signature })).toBe(true);
  expect(isSignedBy(signer.publicKey, { ...unsigned, size: 1, signature })).toBe(false);
  expect((await stat(data.file('checkpoint-key.pem'))).mode & 0o777).toBe(0o600);
  await first.stop();
  const again = await started();
  expect(await openSigner(again.client, again.key)).toMatchObject({
    keyId: signer.keyId,
    publicKey: signer.publicKey,
  });
  await again.stop();
});

it('knows no other key and no other way to sign', async () => {
  const { client, key, stop } = await started();
  const asked: SignCommandInput = {
    KeyId: key,
    Message: Buffer.from('text'),
    MessageType: 'RAW',
    SigningAlgorithm: 'ECDSA_SHA_256',
  };
  const refusals: readonly (readonly [Partial<SignCommandInput>, string])[] = [
    [{ KeyId: `${key}0` }, 'NotFoundException'],
    [{ SigningAlgorithm: 'ECDSA_SHA_384' }, 'ValidationException'],
    [{ MessageType: 'DIGEST' }, 'ValidationException'],
  ];
  for (const [other, name] of refusals) {
    await expect(client.send(new SignCommand({ ...asked, ...other }))).rejects.toMatchObject({ name });
  }
  await stop();
});

it('does not make another where the file cannot be read', async () => {
  await writeFile(data.file('checkpoint-key.pem'), 'no key');
  await expect(startKms(data, () => {})).rejects.toThrow('The key of the checkpoints in');
});
