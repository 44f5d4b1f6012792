/** What the local services call their region and account. */
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** Everything is served to this machine alone, because whoever reaches it can have a token for anybody. */
export const LOCAL_HOST = '127.0.0.1';

/** The ARN of something local, such as `localArn('lambda', 'function:breach')`. */
export const localArn = (service: string, resource: string): string =>
  `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;

/** The ARN of a role; the local services check no rights. */
export const localRole = (name: string): string => `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`;

export type Environment = Readonly<Record<string, string>>;

/**
 * How many times as long as on AWS a function has here, and so each of its calls: services, functions and clients share this
 * machine, and mostly one process, so that an answer may wait for a turn that a busy machine gives late.
 */
export const PATIENCE = 5;

/** What every SDK client needs, save for where the services are: the `AWS_*` variables, and how long it may wait. */
export const AWS_BASICS: Environment = {
  AWS_REGION: LOCAL_REGION,
  AWS_DEFAULT_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  PATIENCE: String(PATIENCE),
};

/** The functions log warnings and errors, unless the user sets another level. */
export const logLevel = (): Environment => ({
  POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
});

/** The variables that lead every SDK client and the AWS CLI to the local services. */
export const awsEndpoints = (dynamodb: string): Environment => ({ AWS_ENDPOINT_URL_DYNAMODB: dynamodb });

/** Runs something with exactly this environment in the place of the process's own. */
export async function withEnvironment<T>(environment: Environment, run: () => Promise<T>): Promise<T> {
  const own = process.env;
  process.env = { ...environment };
  try {
    return await run();
  } finally {
    process.env = own;
  }
}

/**
 * Puts these variables in the place of the user's own `AWS_*` for as long as a cloud runs: SDK clients
 * read them at their first call, not when they are made, and must never reach a real account.
 * @returns what puts the former ones back
 */
export function adoptAwsBasics(): () => void {
  const isAws = (name: string) => name.startsWith('AWS_') || name in AWS_BASICS;
  const former = Object.entries(process.env).filter(([name]) => isAws(name));
  const replaceBy = (environment: Environment) => {
    for (const name of Object.keys(process.env).filter(isAws)) delete process.env[name];
    Object.assign(process.env, environment);
  };
  replaceBy(AWS_BASICS);
  return () => replaceBy(Object.fromEntries(former.map(([name, value]) => [name, value ?? ''])));
}
