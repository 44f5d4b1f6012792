/** How a sheet is signed. */
import { type RecordDraft, said } from '../../parts/matter/matter.ts';
import { RecordFields } from '../../parts/matter/matter-fields.tsx';
import { type Api, answered, type Schemas } from '../../session/api.ts';
import type { Signing } from '../../signing/signing.ts';
import type { Words } from '../../words/words.ts';
import { AmendFields } from './amend-fields.tsx';
import { type AmendDraft, amendedFields } from './amending.ts';
import { SHEET_BOOK } from './sheet-book.ts';

const MEANS = ['in-person', 'phone', 'message', 'letter'];

/** @param refresh reads the sheet anew */
export function sheetSigning(
  sheet: Schemas['Sheet'],
  { api, words, refresh }: { readonly api: Api; readonly words: Words; readonly refresh: () => void },
): Signing {
  const { id, version, allowedSteps, clocks, names = {} } = sheet;
  const nameOf = (code: string) => {
    const clock = clocks.find((each) => each.id === code);
    return clock === undefined ? (names[code] ?? code) : words.clocks[clock.name];
  };
  return {
    ...{ id, version, allowedSteps, names, refresh },
    book: SHEET_BOOK,
    signer: sheet.resident?.name ?? '',
    said: words,
    options: (member, { choices }) =>
      member === 'by'
        ? MEANS.map((means) => [means, words.means[means] ?? means])
        : (choices?.[member as 'section' | 'handler' | 'person' | 'clock'] ?? []).map((code) => [
            code,
            nameOf(code),
          ]),
    own: {
      record: ({ value, ...asked }) => (
        <RecordFields {...asked} value={(value as RecordDraft | undefined) ?? {}} caller={false} />
      ),
      fields: ({ value, allowed, ...asked }) => (
        <AmendFields
          {...asked}
          sheet={sheet}
          names={allowed.choices?.fields ?? []}
          value={(value as AmendDraft | undefined) ?? {}}
        />
      ),
    },
    filled: ({ fields, record, ...draft }) => ({
      ...draft,
      fields: fieldsOf(amendedFields(sheet, (fields as AmendDraft | undefined) ?? {})),
      record: recordOf((record as RecordDraft | undefined) ?? {}),
    }),
    send: (body, key) =>
      answered(
        api.POST('/sheets/{id}/sign-offs', {
          params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } },
          body: body as Schemas['SignOff'],
        }),
      ),
  };
}

const fieldsOf = (fields: object) => (Object.keys(fields).length > 0 ? fields : undefined);
/** Nothing where nothing was written down: when that was says nothing by itself. */
const recordOf = (record: RecordDraft) => (said(record).words === undefined ? undefined : said(record));
