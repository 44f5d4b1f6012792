import { useQuery } from '@tanstack/preact-query';
import { sizeOf } from '../../parts/files/size.ts';
import { Icon } from '../../parts/icon.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';

type Attachment = Schemas['Sheet']['attachments'][number];

/** Links live for five minutes; they are asked for anew before. */
const LINK_MS = 4 * 60_000;

/** What was attached, each as far as the reader is given it. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const { words } = useWords();
  if (attachments.length === 0) return null;
  return (
    <section class="attachments" aria-labelledby="attachments">
      <h2 id="attachments">{words.files.title}</h2>
      <ul>
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <Attached attachment={attachment} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attached({ attachment: { id, type, size, name } }: { readonly attachment: Attachment }) {
  const { api } = useReader();
  const { words } = useWords();
  const given = useQuery({
    queryKey: ['file', id],
    queryFn: () =>
      answered(api.GET('/files/{id}', { params: { path: { id } }, headers: { accept: 'application/json' } })),
    staleTime: LINK_MS,
    refetchInterval: LINK_MS,
  });
  const called = name ?? words.files.kinds[kindOf(type)];
  if (given.error !== null) return <span class="dim">{words.files.notGiven(called)}</span>;
  if (given.data === undefined) return <span class="thumb" />;
  const { url, preview } = given.data;
  if (type.startsWith('audio/'))
    return (
      <figure>
        {/* biome-ignore lint/a11y/useMediaCaption: what was said on a telephone has no captions. */}
        <audio controls preload="none" src={url} aria-label={called} />
        <figcaption class="dim">{called}</figcaption>
      </figure>
    );
  return (
    <a href={url} target="_blank" rel="noopener">
      {preview !== undefined || type.startsWith('image/') ? (
        <img class="thumb" src={preview ?? url} alt={called} loading="lazy" />
      ) : (
        <>
          <Icon name="paper" /> {called}
        </>
      )}
      <span class="dim">{sizeOf(size)}</span>
    </a>
  );
}

/** What kind of thing it is, where its name is not shown. */
function kindOf(type: string): 'picture' | 'voice' | 'paper' {
  if (type.startsWith('image/')) return 'picture';
  return type.startsWith('audio/') ? 'voice' : 'paper';
}
