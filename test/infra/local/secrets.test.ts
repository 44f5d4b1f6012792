import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DataDirectory, openDataDirectory } from '../../../infra/local/data-directory.ts';
import { startSecrets } from '../../../infra/local/secrets.ts';
import { secretNames, secretVariable } from '../../../infra/secrets.ts';

const robotOf = (name: string) => ({ url: `http://127.0.0.1:1/${name}`, secret: 's' });

let data: DataDirectory;
beforeAll(async () => {
  data = await openDataDirectory(await mkdtemp(join(tmpdir(), 'shoujie-secrets-')));
});
afterAll(async () => {
  await data.release();
  await rm(data.path, { recursive: true });
});

const started = async () => {
  const secrets = await startSecrets(data, robotOf, (error) => expect.unreachable(String(error)));
  const client = new SecretsManagerClient({
    endpoint: secrets.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const read = async (id: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  const stop = async () => {
    client.destroy();
    await secrets.stop();
  };
  return { read, idOf: secrets.variables, endpoint: secrets.endpoint, stop };
};

it('keeps each secret in a file of its user alone, the same after a restart, and no two alike', async () => {
  const first = await started();
  const found = await Promise.all(secretNames.map((name) => first.read(first.idOf[secretVariable(name)])));
  expect(new Set(found).size).toBe(secretNames.length);
  for (const [nth, name] of secretNames.entries()) {
    const file = data.file(`${name}.secret`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(found[nth]);
    expect(found[nth]?.length).toBeGreaterThanOrEqual(64);
  }
  await first.stop();
  const again = await started();
  expect(await Promise.all(secretNames.map((name) => again.read(again.idOf[secretVariable(name)])))).toEqual(
    found,
  );
  await again.stop();
});

it('knows no other secret, and lets no page in', async () => {
  const { read, idOf, endpoint, stop } = await started();
  await expect(read(`${idOf.CURSORS_SECRET}s`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const asked = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue', origin: 'http://127.0.0.1:9' },
    body: JSON.stringify({ SecretId: idOf.CURSORS_SECRET }),
  });
  expect(asked.status).toBe(403);
  expect(await asked.text()).not.toContain(await read(idOf.CURSORS_SECRET));
  await stop();
});

it('makes no other where a file is empty, or cannot be read', async () => {
  await writeFile(data.file('cursors.secret'), '\n');
  await expect(startSecrets(data, robotOf, () => {})).rejects.toThrow('is empty; delete it for a new one');
  await rm(data.file('cursors.secret'));
  await expect(startSecrets({ ...data, file: () => data.path }, robotOf, () => {})).rejects.toThrow(
    'cannot be read',
  );
});
