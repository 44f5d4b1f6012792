/** How many bytes a head takes, measured part by part, is what its text takes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { headBytes } from '../../../shared/domain/sheets/head-room.ts';
import { lives } from '../../support/domain/random-lives.ts';

const bytes = (part: unknown) => Buffer.byteLength(JSON.stringify(part));

it('counts a sheet whole, its history once more and what is signed twice more, after every step of every life', () => {
  fc.assert(
    fc.property(lives, ({ states }) => {
      for (const sheet of states) {
        // What is not there takes no room.
        const bare = { ...sheet, section: undefined } as unknown as Sheet;
        for (const each of [sheet, bare]) {
          expect(headBytes(each)).toBe(bytes(each) + bytes(each.history) + 2 * bytes(each.signable));
        }
      }
    }),
    { numRuns: 60 },
  );
});
