/** The QR code on copies: what a phone's camera reads is the address. */
import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrCode } from '../../../functions/records/copies/qr-code.ts';

const SCALE = 4;
const [BLACK, WHITE] = [0, 255];

/** The drawing as a picture, as a camera sees it. */
function pictureOf(svg: string) {
  const side = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
  const width = side * SCALE;
  const data = new Uint8Array(width * width * 4).fill(WHITE);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      const from = row * width + Number(x) * SCALE;
      for (let pixel = from; pixel < from + Number(length) * SCALE; pixel++) {
        data.fill(BLACK, pixel * 4, pixel * 4 + 3);
      }
    }
  }
  return { width, height: width, data };
}

it.each([
  'https://sheets.riverside.example/r/AbCdEfGhIjKlMnOpQrStUv',
  'https://sheets.riverside.example/app/sheets/01KB5Z0000000000000000000A',
])('says %s, with white around it', (address) => {
  const svg = qrCode(address).toString();
  expect(decodeQR(pictureOf(svg))).toBe(address);
  expect(svg).not.toMatch(/M[0-3] \d+h|M\d+ [0-3]h/);
});
