/** What two windows of one browser tell each other while a signature is drawn in the second, on a screen that faces the resident. */

/** Where the second window is; behind the `#` is for which form. */
export const SECOND_WINDOW = '/app/second-window';
const NAME = 'shoujie-second-window';
const CHANNEL = 'shoujie.second-window';

/** What is signed, each with what it is called. */
export type Matter = readonly (readonly [called: string, text: string])[];

export type Message =
  /** By the second window: it is there, and knows nothing yet. */
  | { readonly is: 'opened' }
  | { readonly is: 'asked'; readonly matter: Matter }
  /** By either: all that is drawn now. */
  | { readonly is: 'drawn'; readonly path: string }
  /** By the form: it is sent, or closed. */
  | { readonly is: 'over' };

export interface Line {
  say(message: Message): void;
  close(): void;
}

/** A line between the windows of one form. Nothing of it leaves the browser, and nothing is kept. */
export function lineOf(form: string, hear: (message: Message) => void): Line {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message & { readonly form: string }>) => {
    if (data.form === form) hear(data);
  };
  return {
    say: (message) => channel.postMessage({ ...message, form }),
    close: () => channel.close(),
  };
}

/** Opens the second window for a form, or turns the one that is open to it. @returns whether the browser let it */
export function openSecondWindow(form: string): boolean {
  return window.open(`${SECOND_WINDOW}#${form}`, NAME, 'popup,width=900,height=700') !== null;
}
