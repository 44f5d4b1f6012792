/**
 * What is signed and what is still to be: each signature is bound to the SHA-256 of the intake and of each file
 * (B5.1c, B5.1d, B5.2.2a). Pure.
 */
import { sha256 } from '../kernel/ledger.ts';
import type { Channel, Requester, Sheet, SheetEvent, Signature } from '../model/sheet.ts';

type LaterEvent = Exclude<SheetEvent, { step: 'open' }>;

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

/** The sheet with an event's files, the signature that it sets and the debt that it starts or ends. */
export function signedAfter(sheet: Sheet, event: LaterEvent): Sheet {
  const { files, fileHashes } = { files: undefined, ...event };
  const next =
    files === undefined
      ? sheet
      : {
          ...sheet,
          files: [...sheet.files, ...files],
          signable: [...sheet.signable, ...(fileHashes ?? [])],
        };
  switch (event.step) {
    case 'countersign':
      return { ...next, owesSignature: false, signatures: [...sheet.signatures, signatureOf(event)] };
    case 'write-off':
    case 'withdraw':
      return { ...next, owesSignature: false };
    default:
      return bringsDebt(sheet, { step: event.step, files }) ? { ...next, owesSignature: true } : next;
  }
}

function signatureOf({
  actor,
  at,
  seq,
  of,
  signature,
}: Extract<SheetEvent, { step: 'countersign' }>): Signature {
  return {
    signer: signature?.signer ?? actor.name,
    of,
    at,
    entry: seq,
    ...(signature === undefined ? {} : { path: sha256(signature.path) }),
  };
}
