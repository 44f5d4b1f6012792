/** What the members of a case's steps, of an appeal and of its review are. Pure. */
import { SELF_CRITICISMS } from '../../../shared/domain/cases/sanctions.ts';
import { type Book, type Draft, filesOf } from '../../signing/members.ts';

export const CASE_BOOK: Book = {
  kinds: {
    findings: 'text',
    conclusion: 'text',
    statement: 'text',
    reason: 'text',
    report: 'text',
    text: 'text',
    grade: 'choice',
    means: 'choice',
    outcome: 'choice',
    witness: 'choice',
    sanction: 'choice',
    sanctions: 'several',
    loss: 'money',
    compensation: 'money',
    payment: 'money',
    at: 'instant',
    refused: 'tick',
    signature: 'signature',
    files: 'files',
  },
  onward: ['acknowledge', 'receive', 'conclude', 'refer', 'decide', 'deliver', 'carry-out', 'pay', 'appeal'],
  demanded(step: string, member: string, draft: Draft) {
    if (step === 'deliver' && member === 'witness')
      return draft.means === 'left-with-witness' ? 'required' : 'unasked';
    return step === 'carry-out' ? ofCarryingOut(member, draft) : undefined;
  },
};

/** A self-criticism is there itself, as text or file, or was refused before a witness; nothing else can be refused (A2.2). */
function ofCarryingOut(member: string, draft: Draft) {
  const isOwn = SELF_CRITICISMS.some((sanction) => sanction === draft.sanction);
  const isRefused = isOwn && draft.refused === true;
  switch (member) {
    case 'refused':
      return isOwn ? 'optional' : 'unasked';
    case 'witness':
      return isRefused ? 'required' : 'unasked';
    case 'text':
      if (isRefused) return 'unasked';
      return isOwn && filesOf(draft).length === 0 ? 'required' : 'optional';
    default:
      return undefined;
  }
}

/** A review asks for what it varies, and only where it varies anything. */
export const REVIEW_BOOK: Book = {
  ...CASE_BOOK,
  demanded: (_step, member, { outcome }) =>
    (member === 'sanctions' || member === 'compensation') && outcome !== 'varied' ? 'unasked' : undefined,
};
