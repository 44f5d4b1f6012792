/**
 * The few things that this console uses and that browsers of some years ago lack (Safari 15 on telephones that get no newer
 * one, Chrome below 110 inside other apps), each as its standard has it. The build lowers the language, not what it comes with.
 */

/** Puts what is missing where it belongs; what is there stays. */
export function fillIn(): void {
  if (!('toSorted' in Array.prototype)) {
    Object.defineProperty(Array.prototype, 'toSorted', {
      value<T>(this: readonly T[], compare?: (a: T, b: T) => number): T[] {
        return [...this].sort(compare);
      },
      ...{ configurable: true, writable: true },
    });
  }
  if (!('timeout' in AbortSignal)) {
    Object.defineProperty(AbortSignal, 'timeout', {
      value(ms: number): AbortSignal {
        const controller = new AbortController();
        setTimeout(() => controller.abort(new DOMException('timed out', 'TimeoutError')), ms);
        return controller.signal;
      },
      ...{ configurable: true, writable: true },
    });
  }
}
