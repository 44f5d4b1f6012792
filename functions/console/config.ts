/** What the console is to know of its stage: by which issuer people log in, and where files are. */
import * as z from 'zod';

const login = z.strictObject({
  issuer: z.url(),
  /** The issuer's discovery document; a path where it is on the console's own origin. */
  discovery: z.string().min(1),
  clientId: z.string().min(1),
  scope: z.string(),
  logout: z.strictObject({ kind: z.enum(['oidc', 'cognito']), url: z.string().min(1) }),
});

/** The answer of `GET /app/config.json` (contract section 9). */
export interface ConsoleConfig extends z.output<typeof login> {
  readonly filesOrigin: string;
  readonly version: string;
  /** Where the API is, if a server of the company's own serves the console. */
  readonly api?: string;
}

/**
 * Gives the settings for an address at which the console is called.
 * @param stage `login` is JSON; `filesOrigin` is where links to files lead
 * @throws Error where they are not of the form
 */
export function configOf({
  login: text,
  filesOrigin,
  version,
}: {
  readonly login: string;
  readonly filesOrigin: string;
  readonly version: string;
}): (origin: string) => ConsoleConfig {
  const known = login.parse(JSON.parse(text));
  return (origin) => ({
    ...known,
    discovery: new URL(known.discovery, origin).href,
    logout: { ...known.logout, url: new URL(known.logout.url, origin).href },
    filesOrigin,
    version,
  });
}
