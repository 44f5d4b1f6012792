import { useState } from 'preact/hooks';
import { Refusal } from '../session/api.ts';
import { useWords } from '../words/words.ts';
import { saveFile } from './save-file.ts';

interface CsvButtonProps {
  /** What the file is to be called, without its ending. */
  readonly name: string;
  /** Asks the API for it; what it answers is kept as it came. @throws Refusal */
  readonly ask: () => Promise<Blob>;
}

/** Saves a table as a file. */
export function CsvButton({ name, ask }: CsvButtonProps) {
  const { words } = useWords();
  const [state, setState] = useState<'idle' | 'working' | Error>('idle');
  const save = async () => {
    setState('working');
    try {
      saveFile(await ask(), `${name}.csv`);
      setState('idle');
    } catch (error) {
      setState(error as Error);
    }
  };
  return (
    <>
      <button type="button" disabled={state === 'working'} onClick={save}>
        {words.table.csv}
      </button>
      {state instanceof Error && (
        <span class="wrong" role="alert">
          {(state instanceof Refusal && state.problem.detail) || words.failure.network}
        </span>
      )}
    </>
  );
}
