import { useQuery } from '@tanstack/preact-query';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useWords } from '../../words/words.ts';
import { Icon } from '../icon.tsx';
import { sizeOf } from './size.ts';

/** As much as is known of it before it is asked for: its id alone, or also what it is. */
type Attachment = Pick<Schemas['Sheet']['attachments'][number], 'id' | 'name'> & { readonly type?: string };

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

function Attached({ attachment: { id, name, type: told } }: { readonly attachment: Attachment }) {
  const { api } = useReader();
  const { words } = useWords();
  const given = useQuery({
    queryKey: ['file', id],
    queryFn: () =>
      answered(api.GET('/files/{id}', { params: { path: { id } }, headers: { accept: 'application/json' } })),
    staleTime: LINK_MS,
    refetchInterval: LINK_MS,
  });
  const type = given.data?.type ?? told ?? '';
  const called = name ?? given.data?.name ?? words.files.kinds[kindOf(type)];
  if (given.error !== null) return <span class="dim">{words.files.notGiven(called)}</span>;
  if (given.data === undefined) return <span class="thumb" />;
  const { url, preview, size } = given.data;
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
