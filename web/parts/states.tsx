/** What a page shows while it has nothing to show. */
import { Refusal } from '../session/api.ts';
import { useWords } from '../words/words.ts';
import { instantIn } from './time.ts';

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
  const status = error instanceof Refusal ? error.status : undefined;
  if (status === 404) return <NotHere said={words.failure.notFound} />;
  const said = error instanceof Refusal ? error.problem.detail : undefined;
  const offline = navigator.onLine ? words.failure.network : words.offlineNothing;
  return (
    <div class="nothing" role="alert">
      <p>{said ?? offline}</p>
      {/* What somebody may not see they may not see the next time either. */}
      {status === 403 ? (
        <Home />
      ) : (
        <button type="button" onClick={again}>
          {words.again}
        </button>
      )}
    </div>
  );
}

/** That there is nothing at an address, and the way from there. @param said which of that it is */
export function NotHere({ said }: { readonly said: string }) {
  return (
    <div class="nothing" role="alert">
      <p>{said}</p>
      <Home />
    </div>
  );
}

function Home() {
  const { words } = useWords();
  return (
    <p>
      <a href="/app">{words.failure.home}</a>
    </p>
  );
}

/** Says from when the contents are, while there is no network. */
export function Offline({ since, timeZone }: { readonly since: number; readonly timeZone: string }) {
  const { words, language } = useWords();
  // Both by this device's clock.
  const time = instantIn(new Date(since).toISOString(), { language, timeZone, now: Date.now() });
  return (
    <p class="offline" role="status">
      {words.offline(time)}
    </p>
  );
}
