import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTurn } from '../../shared/mail/robot-pace.ts';

const MINUTE = 60_000;
/** As both makers take, and the contract says (section 11). */
const TWENTY = 20;

describe('the turn of a message', () => {
  it('is now as long as fewer than twenty went in the minute before', () => {
    expect(nextTurn([], 5)).toBe(5);
    expect(nextTurn(new Array(TWENTY - 1).fill(1_000), 2_000)).toBe(2_000);
    expect(nextTurn(new Array(TWENTY).fill(1_000), 2_000)).toBe(62_000);
  });

  it('is never such that more than twenty go in any minute, and each comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 100 }), (gaps) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now = nextTurn(sent, now + gap);
          sent.push(now);
        }
        for (const at of sent) {
          const within = sent.filter((each) => each >= at && each <= at + MINUTE);
          expect(within.length).toBeLessThanOrEqual(TWENTY);
        }
      }),
    );
  });
});
