/** What the members of a sheet's steps are, and which step comes next. Pure. */
import type { Book, Draft } from '../../signing/members.ts';

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
    performedAt: 'instant',
    files: 'files',
    record: 'own',
    fields: 'own',
  },
  onward: [
    ...['accept', 'arrive', 'complete', 'return', 'receive', 'follow-up', 'archive', 'answer', 'hand-over'],
    ...['advise', 'grant-exemption', 'refuse-exemption', 'countersign', 'rate', 'assign', 'urge', 'reply'],
  ],
  keys: { u: 'urge', a: 'assign' },
  demanded(step: string, member: string, { reached }: Draft) {
    if (step !== 'follow-up' || !WHEN_REACHED.includes(member)) return undefined;
    if (reached !== true) return 'unasked';
    return member === 'resolved' ? 'required' : 'optional';
  },
};
