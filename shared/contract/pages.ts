/** The pages of the console, which are no part of the API and of its description. */
export const PAGES = {
  '/': ['GET'],
  '/app': ['GET'],
  '/app/{page+}': ['GET'],
} as const satisfies Record<string, readonly 'GET'[]>;

/** Where the page behind a resident's link finds its script, among the console's files. */
export const LINK_SCRIPT = '/app/link.js';
