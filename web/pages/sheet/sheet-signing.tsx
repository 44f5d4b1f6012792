/** How a sheet is signed. */

import type { Item } from '../../outbox/item.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { type RecordDraft, said } from '../../parts/matter/matter.ts';
import { RecordFields } from '../../parts/matter/matter-fields.tsx';
import { WAITING } from '../../parts/submission.ts';
import type { Schemas } from '../../session/api.ts';
import type { Signing } from '../../signing/signing.ts';
import type { Words } from '../../words/words.ts';
import { AmendFields } from './amend-fields.tsx';
import { type AmendDraft, amendedFields } from './amending.ts';
import { SHEET_BOOK } from './sheet-book.ts';

interface HowSigned {
  readonly words: Words;
  /** Reads the sheet anew. */
  readonly refresh: () => void;
  readonly outbox: Outbox;
  /** What of this sheet waits already: it is signed once. */
  readonly waiting: readonly Item[];
  /** The server's present instant, as far as the device knows it: milliseconds since 1970. */
  readonly now: () => number;
}

export function sheetSigning(
  sheet: Schemas['Sheet'],
  { words, refresh, outbox, waiting, now }: HowSigned,
): Signing {
  const { id, version, allowedSteps, clocks, names = {} } = sheet;
  const nameOf = (code: string) => {
    const clock = clocks.find((each) => each.id === code);
    return clock === undefined ? (names[code] ?? code) : words.clocks[clock.name];
  };
  return {
    ...{ id, version, allowedSteps, names, refresh },
    book: SHEET_BOOK,
    waiting: waiting.map(({ step }) => step),
    signer: sheet.resident?.name ?? '',
    said: words,
    options: (member, { choices }) =>
      member === 'by'
        ? Object.entries(words.means)
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
    async send(body, { key, files, told }) {
      const became = await outbox.sign({
        ...{ key, sheet: id, version, body, files, told, now: now(), changedAt: sheet.updatedAt },
        ...{ number: sheet.number, subject: sheet.subject, step: String(body.step) },
      });
      return became === 'waiting' ? WAITING : became;
    },
  };
}

const fieldsOf = (fields: object) => (Object.keys(fields).length > 0 ? fields : undefined);
/** Nothing where nothing was written down: when that was says nothing by itself. */
const recordOf = (record: RecordDraft) => (said(record).words === undefined ? undefined : said(record));
