/** Secrets for functions that are called in this process. */
import { openDataDirectory } from '../../infra/local/data-directory.ts';
import { startSecrets } from '../../infra/local/secrets.ts';
import type { World } from './measurement.ts';

export interface OwnSecrets {
  /** What tells functions where their secrets are. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts Secrets Manager with secrets that it makes in a directory. */
export async function startOwnSecrets({ say }: World, directory: string): Promise<OwnSecrets> {
  const data = await openDataDirectory(directory);
  const secrets = await startSecrets(
    data,
    () => ({}),
    (error) => say(String(error)),
  );
  return {
    environment: { ...secrets.variables, AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint },
    async stop() {
      await secrets.stop();
      await data.release();
    },
  };
}
