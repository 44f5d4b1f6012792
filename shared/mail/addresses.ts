/** Addresses that people open: below the base URL what needs a login, at its origin the residents' links. */

/** What is at a path below the base URL, such as `/sheets/<id>`. */
export const addressOf = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}${path}`;

/** Where a sheet is read by whoever has a login. */
export const sheetAddress = (baseUrl: string, id: string): string =>
  addressOf(baseUrl, `/sheets/${encodeURIComponent(id)}`);

/** A resident's link (contract section 10), which needs none. */
export const linkAddress = (baseUrl: string, token: string): string =>
  `${new URL(baseUrl).origin}/r/${token}`;
