import type { ComponentType } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { useWords } from '../words/words.ts';

/** A page that cannot be shown says so, and leaves everything around it as it is. */
export function guarded<P extends object>(Page: ComponentType<P>): ComponentType<P> {
  return function Guarded(props) {
    const { words } = useWords();
    const [failure, again] = useErrorBoundary((error) => console.error(error));
    if (failure === undefined) return <Page {...props} />;
    return (
      <div class="nothing" role="alert">
        <p>{words.failure.page}</p>
        <button type="button" onClick={again}>
          {words.again}
        </button>
      </div>
    );
  };
}
