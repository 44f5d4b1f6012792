/**
 * What is signed and what is still to be: each signature is bound to the SHA-256 of the intake and of each file
 * (B5.1c, B5.1d, B5.2.2a). Pure.
 */
import { defined } from '../kernel/defined.ts';
import { type DomainError, invalid } from '../kernel/errors.ts';
import { canonical } from '../kernel/ledger.ts';
import type { AmendedFields, Complaint, DrawnSignature, Resident, Sheet } from '../model/sheet.ts';
import { isAmongColleagues } from './among-colleagues.ts';

/** By telephone and letter the resident signs afterwards (B5.1d); what staff ask for themselves needs none. */
export function isOwedAtOpening({
  channel,
  kind,
  requester,
}: Pick<Sheet, 'channel' | 'kind' | 'requester'>): boolean {
  return (channel === 'phone' || channel === 'letter') && requester === undefined && kind !== 'praise';
}

const written = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '');

/** Whether a name is somebody's, however it is written: width and spaces do not count. */
export const isNameOf = (name: string, who: { readonly name: string }): boolean =>
  written(name) === written(who.name);

/** Why a drawn signature is not the resident's, by their own hand or on their behalf; undefined where it is. */
export function signerFault(
  signature: DrawnSignature | undefined,
  resident: Pick<Resident, 'name'> | undefined,
): DomainError | undefined {
  if (signature === undefined || resident === undefined) return undefined;
  const { signer, onBehalf } = signature;
  const isTheirs = isNameOf(onBehalf?.name ?? signer, resident);
  const pointer = onBehalf === undefined ? '/signature/signer' : '/signature/onBehalf/name';
  return isTheirs ? undefined : invalid(pointer, 'not-the-residents-name');
}

/**
 * Whether new words are others than those that the resident has signed. Whom the director takes out of a complaint is
 * not among them. Whose login it is stands for the name that signed: put in another's hands, the words are theirs to sign.
 */
export function changesSignedWords(sheet: Sheet, fields: AmendedFields, takesOut: boolean): boolean {
  if (sheet.signatures.length === 0 || sheet.requester !== undefined) return false;
  const { subject, details, resident } = fields;
  const apart = (complaint: Complaint | undefined) =>
    takesOut && complaint !== undefined ? withoutAccused(complaint) : complaint;
  const { id, name } = sheet.resident ?? {};
  const who = { name: resident?.name, id: id === undefined ? undefined : resident?.id };
  const said = defined({ subject, details, complaint: apart(fields.complaint), ...who });
  const before = { ...sheet, complaint: apart(sheet.complaint), name, id };
  return Object.entries(said).some(
    ([member, value]) => canonical(value) !== canonical(before[member as keyof typeof said] ?? null),
  );
}

function withoutAccused({ against: _against, ...words }: Complaint): Complaint {
  return words;
}

/** Whether that event would bring about a debt: a complaint's later file is to be signed like its intake (B5.2.2a). */
export function bringsDebt(
  { kind, requester }: Pick<Sheet, 'kind' | 'requester'>,
  { step, files }: { readonly step: string; readonly files?: readonly string[] | undefined },
): boolean {
  const isSettling = step === 'countersign' || step === 'write-off' || step === 'withdraw';
  if (isAmongColleagues(step)) return false;
  return kind === 'complaint' && requester === undefined && !isSettling && (files ?? []).length > 0;
}
