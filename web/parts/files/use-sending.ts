import { useState } from 'preact/hooks';
import { useReader } from '../../session/reader.ts';
import type { Picked } from './kept.ts';

/** Why what is added is not there yet. */
export type Held = 'preparing' | 'recording';

export interface Sending {
  /** How far each is, by key, from 0 to 1. */
  readonly progress: Readonly<Record<string, number>>;
  /** What a form waits for before it is sent, so that none of it is left behind. */
  readonly held: Held | undefined;
  hold(held: Held | undefined): void;
  /** Is told how far a file is. */
  told(key: string, share: number): void;
  /** The ids to attach them by, in order. @throws as `sendFile` does */
  send(files: readonly Picked[]): Promise<string[]>;
}

/** Sends files before what they are attached to: one after the other, as a weak network likes it. */
export function useSending(): Sending {
  const { api } = useReader();
  const [progress, setProgress] = useState<Readonly<Record<string, number>>>({});
  const [held, hold] = useState<Held>();
  const told = (key: string, share: number) => setProgress((before) => ({ ...before, [key]: share }));
  return {
    progress,
    held,
    hold,
    told,
    async send(files) {
      if (files.length === 0) return [];
      const { sendFile } = await import('./sending.ts');
      const ids: string[] = [];
      for (const { key } of files) ids.push(await sendFile(api, key, (share) => told(key, share)));
      return ids;
    },
  };
}
