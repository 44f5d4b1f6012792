import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { QrCodeProps } from '../../parts/qr-code.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { Unanswered } from '../../parts/unanswered.tsx';
import { answered, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useStanding } from '../../session/standing.ts';
import { useWords } from '../../words/words.ts';
import { isUnmet } from './promises.tsx';

interface TheirSignatureProps {
  readonly sheet: Schemas['Sheet'];
  /** Reads the sheet anew. */
  readonly refresh: () => void;
}

interface Shown {
  readonly address: string;
  readonly QrCode: ComponentType<QrCodeProps>;
}

/** How often is looked whether they have signed, while they stand there with their phone. */
const LOOK_EVERY_MS = 3_000;

/**
 * Where a resident's signature is owed: shows them the code of their link (contract section 10), by which they sign on a
 * phone or tablet, and says when they have.
 */
export function TheirSignature({ sheet, refresh }: TheirSignatureProps) {
  const { api, me } = useReader();
  const { isDesk } = useStanding();
  const { words } = useWords();
  const key = useRef(crypto.randomUUID());
  const { state, submit } = useSubmission(
    {
      clear: () => undefined,
      renew: () => {
        key.current = crypto.randomUUID();
      },
    },
    [],
  );
  const [shown, setShown] = useState<Shown>();
  const isOwed = sheet.clocks.some((clock) => clock.name === 'countersign' && isUnmet(clock));
  const mayShow =
    isOwed &&
    sheet.resident !== undefined &&
    sheet.complaint?.anonymous !== true &&
    (isDesk || me.id === sheet.firstContact);
  const isWaiting = shown !== undefined && isOwed;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(refresh, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);

  if (shown === undefined && !mayShow) return null;
  const said = words.theirSignature;
  const show = () =>
    submit(async () => {
      const { QrCode } = await import('../../parts/qr-code.tsx');
      const { url } = await answered(
        api.POST('/sheets/{id}/links', {
          params: { path: { id: sheet.id }, header: { 'Idempotency-Key': key.current } },
        }),
      );
      setShown({ address: url, QrCode });
    });
  return (
    <section class="their-signature" aria-labelledby="their-signature">
      <h2 id="their-signature">{said.title}</h2>
      {shown === undefined && (
        <button type="button" disabled={state === 'working'} onClick={show}>
          {said.show}
        </button>
      )}
      {isWaiting && (
        <>
          <shown.QrCode address={shown.address} label={said.code} />
          <p>{said.scan}</p>
          <p class="dim">{said.before}</p>
        </>
      )}
      {shown !== undefined && !isOwed && (
        <p class="said" role="status">
          {said.done}
        </p>
      )}
      <Unanswered state={state} said={said.unanswered} />
      {state instanceof Refusal && <Refused refusal={state} lead={said.refused} />}
    </section>
  );
}
