/** The proof beside a sealed object: that a signed checkpoint holds the entry in which its ledger ends (contract section 12). Pure. */
import { faultsOfProof } from '../anchors/anchored.ts';
import type { Inclusion } from '../anchors/checkpoint.ts';
import type { Sealed } from './sealed.ts';

/** Where the proof of a seal lies, by where the seal does. */
export const proofBeside = (seal: string): string => `${seal}.proof.json`;

/** A proof as it was written beside its seal, or undefined for any other text. */
export function proofIn(text: string): Inclusion | undefined {
  try {
    const proof: Inclusion = JSON.parse(text);
    return Array.isArray(proof.path) && typeof proof.checkpoint.keyId === 'string' ? proof : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with the proof of a sealed object; `publicKey` is that of the key that it names. */
export function faultsOfSealProof(
  { entries }: Pick<Sealed, 'entries'>,
  proof: Inclusion,
  publicKey: string,
): readonly string[] {
  const isOfLast = proof.seq === entries.length;
  return [
    ...(isOfLast ? [] : [`The proof is of entry ${proof.seq}, and the ledger ends in ${entries.length}.`]),
    ...faultsOfProof(entries, proof, publicKey),
  ];
}

const DAYS_WITHOUT_PROOF = 2;
const DAY_MS = 86_400_000;

/** Until when a seal may be without its proof; undefined of what version 0.1 sealed, which never had one. */
export function provenBy({ format, entries }: Pick<Sealed, 'format' | 'entries'>): string | undefined {
  const last = entries.at(-1)?.at;
  if (format.endsWith('-1') || last === undefined) return undefined;
  return new Date(Date.parse(last) + DAYS_WITHOUT_PROOF * DAY_MS).toISOString();
}
