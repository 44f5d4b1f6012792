/** The key that checkpoints are signed with. It never leaves the service that keeps it; its public half may. */
import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';

export interface Signer {
  readonly keyId: string;
  /** In PEM. */
  readonly publicKey: string;
  /** ECDSA on P-256 with SHA-256 over the UTF-8 of a text of at most 4,096 bytes: DER in base64. */
  sign(text: string): Promise<string>;
}

/** Asks the service for a key by its ARN or id. @throws Error where there is no such key, or it may not be used */
export async function openSigner(client: KMSClient, key: string): Promise<Signer> {
  const { KeyId = '', PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: key }));
  if (PublicKey === undefined) throw new Error(`${key} has no public key`);
  const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  return {
    // An ARN ends in the id.
    keyId: KeyId.slice(KeyId.lastIndexOf('/') + 1),
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    async sign(text) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: key,
          Message: Buffer.from(text),
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (Signature === undefined) throw new Error(`${key} gave no signature`);
      return Buffer.from(Signature).toString('base64');
    },
  };
}
