/**
 * What is signed and what is still to be: each signature is bound to the SHA-256 of the intake and of each file
 * (B5.1c, B5.1d, B5.2.2a). Pure.
 */
import type { Channel, Requester, Sheet } from '../model/sheet.ts';

/** By telephone and letter the resident signs afterwards (B5.1d); what staff ask for themselves needs none. */
export function isOwedAtOpening({
  channel,
  requester,
}: {
  channel: Channel;
  requester?: Requester;
}): boolean {
  return (channel === 'phone' || channel === 'letter') && requester === undefined;
}

/** Whether that event would bring about a debt: a complaint's later file is to be signed like its intake (B5.2.2a). */
export function bringsDebt(
  { kind, requester }: Pick<Sheet, 'kind' | 'requester'>,
  { step, files }: { readonly step: string; readonly files?: readonly string[] | undefined },
): boolean {
  const isSettling = step === 'countersign' || step === 'write-off' || step === 'withdraw';
  return kind === 'complaint' && requester === undefined && !isSettling && (files ?? []).length > 0;
}
