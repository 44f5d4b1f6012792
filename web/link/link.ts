/**
 * Lets whoever has a resident's link sign on the page behind it. The page brings its forms and every sentence, in the
 * reader's language; without this script it is read alone (docs/decisions/0084-the-links-page-brings-its-forms.md).
 */
import { draws } from '../../shared/domain/kernel/drawn-path.ts';
import { drawnOn, type Point, pointIn } from '../parts/pen.ts';
import { bodyOf, type Typed } from './link-body.ts';

/** What is kept in this tab until it is signed: what was typed, and the key that it is sent under. */
interface Kept {
  readonly typed: Typed;
  readonly key: string;
}

const here = location.pathname;
const nameOf = (step: string) => `shoujie.link ${here} ${step}`;
const SAID = nameOf('said');
/** Whoever waits longer has no network worth the name: pressing again sends the same. */
const LONGEST_WAIT_MS = 30_000;
/** Refusals after which the same may be sent once more. */
const WAITING = [401, 408, 429];

const all = (selector: string, within: ParentNode = document) => [
  ...within.querySelectorAll<HTMLElement>(selector),
];
const show = (elements: readonly HTMLElement[], shown: boolean) => {
  for (const element of elements) element.hidden = !shown;
};

function readKept(step: string): Kept | undefined {
  const text = sessionStorage.getItem(nameOf(step));
  return text === null ? undefined : JSON.parse(text);
}

function typedIn(form: HTMLFormElement): Typed {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/** What was typed before, back in its fields. */
function restore(form: HTMLFormElement, typed: Typed): void {
  for (const [name, value] of Object.entries(typed)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = value;
    if (field instanceof HTMLTextAreaElement) field.value = value;
  }
}

/** What of a field takes the focus: its first control, or where it is drawn the field itself. */
const inputOf = (field: HTMLElement) =>
  field.querySelector<HTMLElement>('input:not([type=hidden]), textarea') ?? field;

/** What the form requires and does not have yet, said beside each, and to whoever hears the page where they are led. */
function isComplete(form: HTMLFormElement): boolean {
  const typed = typedIn(form);
  const missing = all('[data-needs]', form).filter((field) => {
    const name = field.dataset.needs ?? '';
    const value = typed[name]?.trim() ?? '';
    const isMissing = name === 'path' ? !draws(value) : value === '';
    const said = all('[data-missing]', field);
    show(said, isMissing);
    inputOf(field).setAttribute('aria-describedby', isMissing ? said.map(({ id }) => id).join(' ') : '');
    return isMissing;
  });
  const [first] = missing;
  if (first !== undefined) inputOf(first).focus();
  return first === undefined;
}

/** A frame to sign in: the path is a field of the form like any other. */
function letDraw(form: HTMLFormElement): void {
  const frame = form.querySelector('svg');
  const field = form.elements.namedItem('path');
  if (frame === null || !(field instanceof HTMLInputElement)) return;
  let pen: Point | undefined;
  const put = (path: string) => {
    field.value = path;
    frame.querySelector('path')?.setAttribute('d', path);
    form.dispatchEvent(new Event('input'));
  };
  const draw = (event: PointerEvent, begins: boolean) => {
    if (!begins && pen === undefined) return;
    const to = pointIn(frame.getBoundingClientRect(), event);
    const drawn = drawnOn(field.value, to, begins ? undefined : pen);
    if (drawn === undefined) return;
    pen = to;
    put(drawn);
  };
  // Whoever takes the pen goes on afterwards where they were.
  frame.addEventListener('mousedown', (event) => event.preventDefault());
  frame.addEventListener('pointerdown', (event) => {
    frame.setPointerCapture(event.pointerId);
    draw(event, true);
  });
  frame.addEventListener('pointermove', (event) => draw(event, false));
  frame.addEventListener('pointerup', () => {
    pen = undefined;
  });
  form.querySelector('[data-clear]')?.addEventListener('click', () => put(''));
  put(field.value);
}

/** Why it was refused, in the words of the API, and from when on it is possible where it was too early. */
async function whyNot(response: Response, form: HTMLFormElement): Promise<string> {
  const problem: { detail?: string; errors?: readonly { detail: string }[] } = await response
    .json()
    .catch(() => ({}));
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const at = Number.isNaN(seconds)
    ? ''
    : (form.dataset.again ?? '').replace(
        '{}',
        new Intl.DateTimeFormat(document.documentElement.lang, {
          ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
          timeZone: form.dataset.zone ?? 'UTC',
        }).format(Date.now() + seconds * 1000),
      );
  return [problem.detail, ...(problem.errors ?? []).map(({ detail }) => detail), at]
    .filter(Boolean)
    .join(' ');
}

async function send(form: HTMLFormElement, step: string, keep: (kept: Kept) => void): Promise<void> {
  const typed = typedIn(form);
  const kept = readKept(step) ?? { typed, key: crypto.randomUUID() };
  keep(kept);
  const response = await fetch(here, {
    method: 'POST',
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    headers: {
      'content-type': 'application/json',
      'accept-language': document.documentElement.lang,
      'idempotency-key': kept.key,
    },
    body: JSON.stringify(bodyOf(step, typed, form.dataset.name ?? '')),
  }).catch(() => undefined);
  if (response?.ok) {
    sessionStorage.removeItem(nameOf(step));
    sessionStorage.setItem(SAID, step);
    location.reload();
    return;
  }
  const isFinal = response !== undefined && response.status < 500 && !WAITING.includes(response.status);
  if (isFinal) keep({ typed, key: crypto.randomUUID() });
  const isAnswered = response !== undefined && response.status < 500;
  const why = isAnswered ? await whyNot(response, form) : '';
  show(all('[data-unanswered]', form), !isAnswered);
  show(all('[data-refused]', form), isAnswered);
  for (const said of all('[data-why]', form)) said.textContent = why;
}

function wire(form: HTMLFormElement): void {
  const step = form.dataset.step ?? '';
  const keep = (kept: Kept) => sessionStorage.setItem(nameOf(step), JSON.stringify(kept));
  const kept = readKept(step);
  if (kept !== undefined) {
    restore(form, kept.typed);
    form.closest('details')?.setAttribute('open', '');
  }
  letDraw(form);
  form.addEventListener('input', () => {
    const typed = typedIn(form);
    // The same for each try of the same; another as soon as anything is changed.
    if (JSON.stringify(readKept(step)?.typed) !== JSON.stringify(typed))
      keep({ typed, key: crypto.randomUUID() });
  });
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button === null || button.disabled || !isComplete(form)) return;
    const isSending = (is: boolean) => {
      button.disabled = is;
      show(all('[data-sending]', form), is);
    };
    isSending(true);
    show(all('[data-unanswered], [data-refused]', form), false);
    send(form, step, keep).finally(() => {
      isSending(false);
      // A button that is disabled loses the focus.
      if (document.activeElement === document.body) button.focus();
    });
  });
}

show(all('[data-with-script]'), true);
show(all('[data-without-script]'), false);
const said = sessionStorage.getItem(SAID);
if (said !== null) show(all(`[data-done="${said}"]`), true);
sessionStorage.removeItem(SAID);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-step]')) wire(form);
