import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeys } from '../parts/keys.ts';
import { useWords } from '../words/words.ts';
import { type Allowed, offered, signableHere } from './members.ts';
import type { Signing } from './signing.ts';
import { StepForm } from './step-form.tsx';

/** The first step that the reader may sign as one clear button; the others stand back. */
export function NextStep({ signing }: { readonly signing: Signing }) {
  const { words } = useWords();
  const [open, setOpen] = useState<string | undefined>(
    () => new URLSearchParams(location.search).get('sign') ?? undefined,
  );
  const [done, setDone] = useState<string>();
  const { book, allowedSteps, said } = signing;
  const here = offered(book, allowedSteps, signing.waiting);
  const elsewhere = allowedSteps.filter((step) => !signableHere(book, step));
  const [first, ...others] = here;
  const filling = useRef<Allowed>(undefined);
  const free = here.find(({ step }) => step === open);
  // Whoever fills in a form keeps it, whatever somebody else signs meanwhile.
  const chosen = free ?? (filling.current?.step === open ? filling.current : undefined);
  filling.current = chosen;
  useKeys(
    Object.fromEntries(
      Object.entries(book.keys ?? {})
        .filter(([, step]) => chosen === undefined && here.some((each) => each.step === step))
        .map(([key, step]) => [key, () => setOpen(step)]),
    ),
  );
  const section = useRef<HTMLElement>(null);
  const wasFilling = useRef(false);
  useLayoutEffect(() => {
    // Whoever has signed, or goes back, goes on from what is next.
    if (wasFilling.current) section.current?.focus({ preventScroll: true });
    wasFilling.current = chosen !== undefined;
  }, [chosen === undefined]);
  const nameOf = (step: string) => said.steps[step] ?? step;
  if (chosen !== undefined)
    return (
      <StepForm
        key={chosen.step}
        signing={signing}
        allowed={chosen}
        isGone={free === undefined}
        close={() => setOpen(undefined)}
        done={(isAcknowledged) => {
          // What waits is shown as waiting, by what is signed.
          setDone(isAcknowledged ? words.sign.done(nameOf(chosen.step)) : undefined);
          setOpen(undefined);
        }}
      />
    );
  return (
    <section ref={section} class="next" aria-labelledby="next" tabIndex={-1}>
      <h2 id="next">{words.sheet.next}</h2>
      {done !== undefined && (
        <p class="said" role="status">
          {done}
        </p>
      )}
      {first === undefined ? (
        <p class="dim">{words.sheet.nothing}</p>
      ) : (
        <button
          type="button"
          // What only may be done besides is no call to do it.
          class={book.onward.includes(first.step) ? 'main' : undefined}
          onClick={() => setOpen(first.step)}
        >
          {nameOf(first.step)}
        </button>
      )}
      {others.length > 0 && (
        <details class="others">
          <summary>{words.sheet.moreSteps}</summary>
          {others.map(({ step }) => (
            <button key={step} type="button" class="plain" onClick={() => setOpen(step)}>
              {nameOf(step)}
            </button>
          ))}
        </details>
      )}
      {elsewhere.length > 0 && (
        <p class="dim">
          {words.sheet.notHere}
          {elsewhere.map(({ step }) => nameOf(step)).join(' · ')}
        </p>
      )}
    </section>
  );
}
