/** What a page shows while it has nothing to show. */
import { Refusal } from '../session/api.ts';
import { useWords } from '../words/words.ts';

export function Loading() {
  const { words } = useWords();
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{words.loading}</span>
      <i /> <i /> <i />
    </div>
  );
}

interface FailedProps {
  readonly error?: Error | undefined;
  readonly again: () => void;
}

/** What went wrong, in the words of the API where it answered, and the way to try again. */
export function Failed({ error, again }: FailedProps) {
  const { words } = useWords();
  const isThere = !(error instanceof Refusal && error.status === 404);
  const said = error instanceof Refusal ? error.problem.detail : undefined;
  const offline = navigator.onLine ? words.failure.network : words.offlineNothing;
  return (
    <div class="nothing" role="alert">
      <p>{isThere ? (said ?? offline) : words.failure.notFound}</p>
      {isThere ? (
        <button type="button" onClick={again}>
          {words.again}
        </button>
      ) : (
        <a href="/app">{words.failure.home}</a>
      )}
    </div>
  );
}

/** Says from when the contents are, while there is no network. */
export function Offline({ since, timeZone }: { readonly since: number; readonly timeZone: string }) {
  const { words, language } = useWords();
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    since,
  );
  return (
    <p class="offline" role="status">
      {words.offline(time)}
    </p>
  );
}
