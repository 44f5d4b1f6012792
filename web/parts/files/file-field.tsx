import { useEffect, useState } from 'preact/hooks';
import { FILE_TYPES, isPicture } from '../../../shared/domain/kernel/file-types.ts';
import { useWords } from '../../words/words.ts';
import { Icon } from '../icon.tsx';
import type { Control } from '../labelled.tsx';
import { useLatest } from '../latest.ts';
import type { Picked } from './kept.ts';
import type { Unfit } from './picked.ts';
import { sizeOf } from './size.ts';
import type { Sending } from './use-sending.ts';
import { VoiceButton } from './voice-button.tsx';

export interface FileFieldProps extends Control {
  readonly value: readonly Picked[];
  readonly change: (value: readonly Picked[]) => void;
  /** Of the form that it is part of. */
  readonly sending: Pick<Sending, 'progress' | 'held' | 'hold'>;
  /** Whether a voice may be recorded here; usually. */
  readonly voice?: boolean;
}

const MOST_FILES = 20;

/** Photos by the camera, files, and words as spoken: kept on this device until they are sent with the rest. */
export function FileField({ value, change, sending, voice = true, ...control }: FileFieldProps) {
  const { words } = useWords();
  const [unfit, setUnfit] = useState<readonly string[]>([]);
  const { progress, held, hold } = sending;
  const busy = held === 'preparing';
  const latest = useLatest({ value, change });

  const add = async (blobs: readonly { readonly blob: Blob; readonly name: string }[]) => {
    hold('preparing');
    setUnfit([]);
    const [taken, faults]: [Picked[], string[]] = [[], []];
    const isFull = () => latest.current.value.length + taken.length >= MOST_FILES;
    try {
      const { pick } = await import('./picked.ts');
      for (const { blob, name } of blobs) {
        const found: Picked | Unfit | 'full' = isFull() ? 'full' : await pick(blob, name);
        if (typeof found === 'object') taken.push(found);
        else faults.push(found === 'full' ? words.files.tooMany : words.files.unfit[found](name));
      }
    } catch {
      faults.push(words.files.notKept);
    }
    latest.current.change([...latest.current.value, ...taken]);
    setUnfit([...new Set(faults)]);
    hold(undefined);
  };
  const remove = async ({ key }: Picked) => {
    change(value.filter((each) => each.key !== key));
    const { dropFiles } = await import('./kept.ts');
    await dropFiles([key]);
  };

  return (
    <div class="files">
      {value.length > 0 && (
        <ul>
          {value.map((file) => (
            <li key={file.key}>
              <Preview file={file} />
              <span class="name">
                {file.name}
                <span class="dim">{sizeOf(file.size)}</span>
                {progress[file.key] !== undefined && (
                  <progress value={progress[file.key]} max={1} aria-label={words.files.sending(file.name)} />
                )}
              </span>
              <button
                type="button"
                class="plain"
                aria-label={words.files.removeOf(file.name)}
                onClick={() => remove(file)}
              >
                {words.files.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <span class="pick">
        <span class="button">
          <Icon name="camera" />
          <label for={control.id}>{busy ? words.files.preparing : words.files.add}</label>
          <input
            {...control}
            required={false}
            type="file"
            multiple
            accept={FILE_TYPES.join(',')}
            disabled={held !== undefined}
            onChange={async ({ currentTarget }) => {
              const files = [...(currentTarget.files ?? [])];
              await add(files.map((blob) => ({ blob, name: blob.name })));
              // So that the same file can be picked again after it was removed.
              currentTarget.value = '';
            }}
          />
        </span>
        {voice && <VoiceButton disabled={busy} hold={hold} record={(blob, name) => add([{ blob, name }])} />}
      </span>
      {unfit.map((text) => (
        <p key={text} class="wrong" role="alert">
          {text}
        </p>
      ))}
    </div>
  );
}

/** What was picked, as it lies on this device. */
function Preview({ file }: { readonly file: Picked }) {
  const { words } = useWords();
  const [url, setUrl] = useState<string>();
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    let made: string | undefined;
    let isWanted = true;
    import('./kept.ts')
      .then(({ keptFile }) => keptFile(file.key))
      .then((kept) => {
        if (!isWanted) return;
        setIsLost(kept === undefined);
        if (kept === undefined) return;
        made = URL.createObjectURL(kept.preview ?? kept.blob);
        setUrl(made);
      });
    return () => {
      isWanted = false;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [file.key]);
  if (isLost) return <span class="wrong">{words.files.lost}</span>;
  if (url === undefined) return <span class="thumb" />;
  if (isPicture(file.type)) return <img class="thumb" src={url} alt="" />;
  return file.type.startsWith('audio/') ? (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down yet what was just said.
    <audio controls src={url} aria-label={file.name} />
  ) : (
    <Icon name="paper" />
  );
}
