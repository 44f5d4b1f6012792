/** Which of the forms that were compressed in the build a browser gets (`Accept-Encoding`, RFC 9110). */
import Negotiator from 'negotiator';
import type { CommandResponse } from '../../shared/store/table/idempotency.ts';
import type { BuiltFile } from './built.ts';

const FORMS = { br: 'br', gzip: 'gzip', identity: 'body' } as const satisfies Record<string, keyof BuiltFile>;
type Form = keyof typeof FORMS;
const BEST_FIRST: readonly Form[] = ['br', 'gzip', 'identity'];

/** The smallest that the browser takes; as it is, where it names none. */
export function formOf(accepted: string | undefined): Form {
  if (accepted === undefined) return 'identity';
  const taken = new Negotiator({ headers: { 'accept-encoding': accepted } }).encodings([...BEST_FIRST]);
  return BEST_FIRST.find((form) => taken.includes(form)) ?? 'identity';
}

/** The file as a response in that form. */
export function inTheFormAskedFor(
  accepted: string | undefined,
  file: BuiltFile,
  headers: Readonly<Record<string, string>>,
): CommandResponse & { readonly isBase64Encoded: true } {
  const form = formOf(accepted);
  return {
    statusCode: 200,
    headers: {
      'content-type': file.type,
      vary: 'accept-encoding',
      ...(form === 'identity' ? {} : { 'content-encoding': form }),
      ...headers,
    },
    body: file[FORMS[form]].toString('base64'),
    isBase64Encoded: true,
  };
}
