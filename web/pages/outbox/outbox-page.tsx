import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Item } from '../../outbox/item.ts';
import { useOutbox, useWaiting } from '../../outbox/use-outbox.ts';
import { putDraft } from '../../parts/draft.ts';
import { Nothing } from '../../parts/nothing.tsx';
import { serverNow } from '../../parts/now.ts';
import { instantIn } from '../../parts/time.ts';
import { useReader } from '../../session/reader.ts';
import { presentIn } from '../../signing/present.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { typedFrom } from '../sheet/amending.ts';
import { outboxWords } from './outbox-words.ts';

/** What somebody signed on this device and the API has not acknowledged, and what to do where it was not accepted. */
export function Page() {
  const outbox = useOutbox();
  const said = usePageWords(outboxWords);
  const items = useWaiting();
  const others = outbox.others();
  const [busy, setBusy] = useState(false);
  const hurry = () => {
    setBusy(true);
    outbox.hurry().finally(() => setBusy(false));
  };
  return (
    <section class="work" aria-labelledby="outbox">
      <h1 id="outbox">{said.title}</h1>
      {items.length === 0 ? (
        <Nothing said={said.empty} hint={said.emptyHint} />
      ) : (
        <>
          <p>{said.lead}</p>
          <ul class="waiting">
            {items.map((item) => (
              <Row key={item.key} item={item} />
            ))}
          </ul>
          <button type="button" class="main" disabled={busy} onClick={hurry}>
            {said.hurry}
          </button>
        </>
      )}
      {others > 0 && <p class="dim">{said.others(others)}</p>}
    </section>
  );
}

function Row({ item }: { readonly item: Item }) {
  const { me, heardAt } = useReader();
  const { words, language } = useWords();
  const page = usePageWords(outboxWords);
  const outbox = useOutbox();
  const [, go] = useLocation();
  const { key, sheet, number, subject, step, madeAt, files, said, notBefore, body } = item;
  const now = serverNow(me.now, heardAt);
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC', now });
  const detail = said?.problem.detail ?? (said?.status === 0 ? page.lost : '');
  const present = said === undefined ? undefined : presentIn(said.problem, words, time);
  const anew = async () => {
    putDraft(me.id, `${sheet} ${step}`, { ...typedFrom(body), ...(files.length > 0 && { files }) });
    await outbox.putAway(key);
    go(`/sheets/${sheet}?sign=${step}`);
  };
  return (
    <li class="pending">
      <p>
        <strong>{words.steps[step] ?? step}</strong> {time(madeAt)}
        {files.length > 0 && ` · ${words.outbox.files(files.length)}`}
      </p>
      <p>
        <Link href={`/sheets/${sheet}`}>
          {subject} {number}
        </Link>
      </p>
      {said === undefined && <p class="dim">{page.waiting}</p>}
      {said?.isFinal === false && (
        <p class="dim">{page.early(detail, time(new Date(notBefore + (now - Date.now())).toISOString()))}</p>
      )}
      {said?.isFinal === true && (
        <div role="alert">
          <p class="wrong">
            {page.refused} {detail}
          </p>
          {said.problem.errors?.map((fault) => (
            <p key={fault.pointer} class="wrong">
              {fault.detail}
            </p>
          ))}
          {present !== undefined && <p>{present}</p>}
        </div>
      )}
      {said !== undefined && (
        <p class="buttons">
          {said.isFinal && (
            <button type="button" onClick={anew}>
              {page.anew}
            </button>
          )}
          <button type="button" class="plain" onClick={() => outbox.putAway(key)}>
            {page.away}
          </button>
        </p>
      )}
    </li>
  );
}
