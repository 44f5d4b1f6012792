/** How a resident's own sheets stand. Pure. */
import type { Schemas } from '../../session/api.ts';

type Summary = Schemas['SheetSummary'];

const OVER: readonly Summary['status'][] = ['followed-up', 'archived', 'withdrawn'];

/** What is in hand, before what is over. */
export function parted(items: readonly Summary[]): { readonly open: Summary[]; readonly over: Summary[] } {
  return {
    open: items.filter(({ status }) => !OVER.includes(status)),
    over: items.filter(({ status }) => OVER.includes(status)),
  };
}

/** Who is on the way, and until when. */
export function comesTo({
  unmet,
  handler,
}: Summary): { readonly who: string; readonly dueAt: string } | undefined {
  const arrival = unmet.find(({ name }) => name === 'arrival');
  return arrival === undefined || handler === undefined ? undefined : { who: handler, dueAt: arrival.dueAt };
}

/** Whether the one next thing is the resident's signature. */
export const owesSignature = ({ unmet }: Summary): boolean =>
  unmet.some(({ name }) => name === 'countersign');
