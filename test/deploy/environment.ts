/** The environment in which the CDK and the SDK of this check run: the emulator's, and nothing else's. */

const KEPT = ['PATH', 'LANG', 'TMPDIR', 'TZ'];

export const REGION = 'eu-central-1';

/**
 * Replaces this process's environment, so that no profile, credential, endpoint or proxy of whoever runs
 * the check can lead it to a real account.
 * @param home an empty directory, in which no AWS or CDK configuration is found
 */
export function useEmulatorOnly(endpoint: string, home: string): void {
  for (const name of Object.keys(process.env)) {
    if (!KEPT.includes(name)) delete process.env[name];
  }
  Object.assign(process.env, {
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    // Its own variable, or the CDK CLI would put the bucket's name before the host.
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CI: 'true',
    NO_COLOR: '1',
  });
}
