/** What this stage tells the console (contract section 9, `GET /app/config.json`). */
export interface Config {
  readonly issuer: string;
  readonly discovery: string;
  readonly clientId: string;
  readonly scope: string;
  readonly logout: { readonly kind: 'oidc' | 'cognito'; readonly url: string };
  readonly filesOrigin: string;
  readonly version: string;
  /** Where the API is, if not on the console's own origin: its files are on a server of the company's own then. */
  readonly api?: string;
}

export async function loadConfig(): Promise<Config> {
  const response = await fetch('/app/config.json');
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return response.json();
}
