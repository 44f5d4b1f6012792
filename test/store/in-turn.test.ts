import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../../shared/store/table/in-turn.ts';

/** A task that waits to be let go, and what became of it. */
function held() {
  let release: (value: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const ends = new Promise<string>((done, failed) => {
    release = done;
    fail = failed;
  });
  return { ends, release, fail };
}

describe('tasks in turn', () => {
  it('begin in their order, with what was handed on, while the one before is still at work', async () => {
    const begun: string[] = [];
    const [first, second] = [held(), held()];
    const a = inTurn<string, number>('early', async (before, handOn) => {
      begun.push(`a ${before}`);
      handOn(1);
      return first.ends;
    });
    const b = inTurn<string, number>('early', async (before, handOn) => {
      begun.push(`b ${before}`);
      handOn(2);
      return second.ends;
    });
    const c = inTurn<string, number>('early', async (before) => {
      begun.push(`c ${before}`);
      return 'c';
    });
    await tick();
    // Two are under way: the third waits although something was handed on to it.
    expect(begun).toEqual(['a undefined', 'b 1']);
    first.release('a');
    await expect(a).resolves.toBe('a');
    await tick();
    expect(begun).toEqual(['a undefined', 'b 1', 'c 2']);
    second.release('b');
    await expect(Promise.all([b, c])).resolves.toEqual(['b', 'c']);
  });

  it('wait for one that hands nothing on, and begin without anything when it fails', async () => {
    const first = held();
    const begun: string[] = [];
    const a = inTurn('late', () => first.ends);
    const b = inTurn<string, number>('late', async (before) => {
      begun.push(`b ${before}`);
      return 'b';
    });
    await tick();
    expect(begun).toEqual([]);
    first.fail(new Error('refused'));
    await expect(a).rejects.toThrow('refused');
    await expect(b).resolves.toBe('b');
    expect(begun).toEqual(['b undefined']);
  });

  it('of different keys do not wait for each other', async () => {
    const first = held();
    const a = inTurn('one', () => first.ends);
    await expect(inTurn('other', async () => 'b')).resolves.toBe('b');
    first.release('a');
    await expect(a).resolves.toBe('a');
  });
});
