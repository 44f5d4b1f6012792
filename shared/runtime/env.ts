/** What a function is told by its environment; which names each has is in `infra/manifest.ts`. */

/** The value of an environment variable; throws at start rather than failing at the first request. */
export function fromEnvironment(name: Uppercase<string>): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
}

/** The value of an environment variable that need not be set. */
export function settingOr(name: Uppercase<string>, otherwise: string): string {
  return process.env[name] || otherwise;
}
