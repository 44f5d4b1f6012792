import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { openSecret } from '../../shared/runtime/secret.ts';

/** A client that gives these answers one after the other. */
function answering(...answers: readonly (string | Error)[]) {
  const asked: unknown[] = [];
  const send = async ({ input }: { readonly input: unknown }) => {
    const answer = answers[asked.push(input) - 1];
    if (answer instanceof Error) throw answer;
    return { SecretString: answer };
  };
  return { asked, client: { send } as unknown as SecretsManagerClient };
}

it('asks once, and makes the same 32 bytes of the same text', async () => {
  const { asked, client } = answering('words');
  const secret = openSecret('a', client);
  const [one, other] = await Promise.all([secret(), secret()]);
  expect(one).toHaveLength(32);
  expect(other).toEqual(one);
  expect(await openSecret('b', answering('words').client)()).toEqual(one);
  expect(await openSecret('a', answering('other words').client)()).not.toEqual(one);
  expect(asked).toEqual([{ SecretId: 'a' }]);
});

it('asks again after it was refused, or given nothing', async () => {
  const { client } = answering(new Error('throttled'), '', 'words');
  const secret = openSecret('a', client);
  await expect(secret()).rejects.toThrow('throttled');
  await expect(secret()).rejects.toThrow('the secret a has no text');
  expect(await secret()).toHaveLength(32);
});
