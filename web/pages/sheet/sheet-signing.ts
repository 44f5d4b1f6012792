/** How a sheet is signed. */
import { type Api, answered, type Schemas } from '../../session/api.ts';
import type { Book, Draft } from '../../signing/members.ts';
import type { Signing } from '../../signing/signing.ts';
import type { Words } from '../../words/words.ts';

/** Said of a follow-up that reached somebody, and of no other. */
const WHEN_REACHED = ['resolved', 'satisfaction', 'attitude', 'feedback'];

export const SHEET_BOOK: Book = {
  kinds: {
    opinion: 'text',
    reason: 'text',
    message: 'text',
    text: 'text',
    question: 'text',
    outcome: 'text',
    answer: 'text',
    feedback: 'text',
    section: 'choice',
    handler: 'choice',
    person: 'choice',
    clock: 'choice',
    by: 'choice',
    reached: 'yes-or-no',
    resolved: 'yes-or-no',
    noVisit: 'tick',
    adopted: 'tick',
    satisfaction: 'mark',
    attitude: 'mark',
    until: 'instant',
    signature: 'signature',
  },
  onward: [
    ...['accept', 'arrive', 'complete', 'return', 'receive', 'follow-up', 'archive', 'answer', 'hand-over'],
    ...['advise', 'grant-exemption', 'refuse-exemption', 'countersign', 'rate', 'assign', 'urge', 'reply'],
  ],
  demanded(step: string, member: string, { reached }: Draft) {
    if (step !== 'follow-up' || !WHEN_REACHED.includes(member)) return undefined;
    if (reached !== true) return 'unasked';
    return member === 'resolved' ? 'required' : 'optional';
  },
};

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
    send: (body, key) =>
      answered(
        api.POST('/sheets/{id}/sign-offs', {
          params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } },
          body: body as Schemas['SignOff'],
        }),
      ),
  };
}
