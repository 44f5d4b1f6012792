/** The bytes of files that are not attached yet, kept on this device, so that a reload or a lost network loses none. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { FileType } from '../../../shared/domain/kernel/file-types.ts';

/** As a draft keeps it; its bytes lie beside, under the key. */
export interface Picked {
  readonly key: string;
  readonly name: string;
  readonly type: FileType;
  /** In bytes. */
  readonly size: number;
}

export interface KeptFile extends Picked {
  readonly blob: Blob;
  readonly preview: Blob | undefined;
  /** What the API calls it, once its bytes are there. */
  readonly id?: string;
  /** How often it was announced anew because an earlier link had ended. */
  readonly tries: number;
}

interface Files extends DBSchema {
  readonly files: { readonly key: string; readonly value: KeptFile };
}

const STORE = 'files';
let opened: Promise<IDBPDatabase<Files>> | undefined;

function database(): Promise<IDBPDatabase<Files>> {
  opened ??= openDB<Files>('shoujie-files', 1, {
    upgrade: (made) => {
      made.createObjectStore(STORE, { keyPath: 'key' });
    },
  });
  return opened;
}

export const keepFile = async (file: KeptFile): Promise<void> => {
  await (await database()).put(STORE, file);
};

/** Writes down how far it is sent, unless it was dropped meanwhile. */
export async function noteFile(file: KeptFile): Promise<void> {
  const { store, done } = (await database()).transaction(STORE, 'readwrite');
  if ((await store.getKey(file.key)) !== undefined) await store.put(file);
  await done;
}

/** The file under that key; undefined where the browser has cleared it away. */
export const keptFile = async (key: string): Promise<KeptFile | undefined> =>
  (await database()).get(STORE, key);

/** They are attached, or nobody wants them any more. */
export async function dropFiles(keys: readonly string[]): Promise<void> {
  const files = await database();
  await Promise.all(keys.map((key) => files.delete(STORE, key)));
}

/** The API would not attach them as they lie there: the next time they are sent anew. */
export async function resendFiles(keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const file = await keptFile(key);
    if (file === undefined) continue;
    const { id: _gone, ...rest } = file;
    await noteFile({ ...rest, tries: file.tries + 1 });
  }
}
