/**
 * Every route of the API with the methods that it takes; responses to other paths and methods are made from it too.
 */

import { PAGES } from './pages.ts';

/** Path templates with the methods that each takes. */
export const ROUTES = {
  '/sheets': ['GET', 'POST'],
  '/sheets/{id}': ['GET'],
  '/sheets/{id}/sign-offs': ['POST'],
  '/sheets/{id}/links': ['POST'],
  '/sheets/{id}/ledger': ['GET'],
  '/sheets/{id}/copies/{copy}': ['GET'],
  '/sheets/{id}/erasures': ['POST'],
  '/sheets/{id}/changes/{change}/confirm': ['POST'],
  '/sheets/{id}/changes/{change}/dismiss': ['POST'],
  '/work': ['GET'],
  '/files': ['POST'],
  '/files/{id}': ['GET'],
  '/residents': ['GET'],
  '/registers/hand-over': ['GET'],
  '/registers/repairs': ['GET'],
  '/assessments/{month}': ['GET'],
  '/assessments/{month}/people/{id}': ['GET'],
  '/assessments/{month}/sections/{id}': ['GET'],
  '/company/{month}': ['GET'],
  '/awards': ['GET', 'POST'],
  '/awards/{id}/ledger': ['GET'],
  '/awards/{id}/withdrawals': ['POST'],
  '/me': ['GET'],
  '/me/data': ['GET'],
  '/me/preferences': ['PUT'],
  '/notices': ['GET'],
  '/notices/read': ['POST'],
  '/organisation': ['GET'],
  '/organisation/changes': ['GET'],
  '/sites/{id}': ['PUT'],
  '/sites/{id}/ledger': ['GET'],
  '/sites/{site}/sections/{id}': ['PUT'],
  '/sites/{site}/sections/{id}/duty': ['GET', 'PUT'],
  '/people/{id}': ['GET', 'PUT'],
  '/people/{id}/leave': ['PUT'],
  '/people/{id}/ledger': ['GET'],
  '/people/{id}/erasures': ['POST'],
  '/people/{id}/changes/{change}/confirm': ['POST'],
  '/people/{id}/changes/{change}/dismiss': ['POST'],
  '/r/{token}': ['GET', 'POST'],
  '/commitments': ['GET'],
  '/sites/{site}/commitments': ['PUT'],
  '/sites/{site}/commitments/publish': ['POST'],
  '/sites/{site}/sections/{id}/commitments': ['GET', 'PUT'],
  '/sites/{site}/sections/{id}/commitments/draft': ['GET'],
  '/sites/{site}/sections/{id}/commitments/publish': ['POST'],
  '/cases': ['GET', 'POST'],
  '/cases/{id}': ['GET'],
  '/cases/{id}/sign-offs': ['POST'],
  '/cases/{id}/ledger': ['GET'],
  '/cases/{id}/appeals': ['POST'],
  '/cases/{id}/appeals/{level}': ['GET'],
  '/cases/{id}/appeals/{level}/sign-offs': ['POST'],
  '/cases/{id}/documents/{document}': ['GET'],
  '/cases/proposed/{id}/dismissals': ['POST'],
  '/consequences': ['GET'],
  '/people/{id}/consequences': ['GET'],
  '/health': ['GET'],
  '/openapi.json': ['GET'],
} as const satisfies Record<string, readonly ('GET' | 'POST' | 'PUT')[]>;

const patternOf = (template: string) =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll(/\{\w+\+\}/g, '.+')}$`);

const patterns = Object.entries({ ...ROUTES, ...PAGES }).map(
  ([template, methods]) => [patternOf(template), methods] as const,
);

/** The methods that a path takes, or undefined where there is no such path. */
export function methodsOf(path: string): readonly string[] | undefined {
  return patterns.find(([pattern]) => pattern.test(path))?.[1];
}
