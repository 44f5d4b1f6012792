/** What the members of a case's steps, of an appeal and of its review are. Pure. */
import type { Book, Draft } from '../../signing/members.ts';

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
  onward: ['acknowledge', 'receive', 'conclude', 'refer', 'decide', 'deliver', 'pay', 'carry-out', 'appeal'],
  demanded(step: string, member: string, { means, refused }: Draft) {
    if (step === 'deliver' && member === 'witness')
      return means === 'left-with-witness' ? 'required' : 'unasked';
    if (step === 'carry-out' && member === 'witness') return refused === true ? 'required' : 'unasked';
    return undefined;
  },
};

/** A review asks for what it varies, and only where it varies anything. */
export const REVIEW_BOOK: Book = {
  ...CASE_BOOK,
  demanded: (_step, member, { outcome }) =>
    (member === 'sanctions' || member === 'compensation') && outcome !== 'varied' ? 'unasked' : undefined,
};
