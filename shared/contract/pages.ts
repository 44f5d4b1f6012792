/** The pages of the console, which are no part of the API and of its description. */
export const PAGES = {
  '/': ['GET'],
  '/app': ['GET'],
  '/app/{page+}': ['GET'],
} as const satisfies Record<string, readonly 'GET'[]>;
