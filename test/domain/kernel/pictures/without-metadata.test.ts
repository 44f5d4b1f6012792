/** Pictures attached to complaints are given without metadata, and look as they did (contract section 4). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutMetadata } from '../../../../shared/domain/kernel/pictures/without-metadata.ts';
import {
  bareExif,
  exifOfPhone,
  exifSegment,
  JPEG,
  PROGRESSIVE_JPEG,
  photoOfPhone,
  pngChunk,
  segment,
  WEBP,
  WEBP_PIXELS,
  WHOLE_PNG,
  webpChunk,
  webpHeader,
  webpOf,
  withAt,
} from '../../../support/pictures.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('what holds nothing but pixels', () => {
  it.each([
    ['image/jpeg', JPEG],
    ['image/jpeg', PROGRESSIVE_JPEG],
    ['image/png', WHOLE_PNG],
    ['image/webp', WEBP],
  ] as const)('stays as it is: %s', (type, picture) => {
    expect(withoutMetadata(picture, type)).toEqual(picture);
  });
});

describe('a JPEG', () => {
  it('loses EXIF, XMP, IPTC, profile, comment and the picture behind it, and stays turned', () => {
    const given = withoutMetadata(photoOfPhone(6), 'image/jpeg');
    expect(given).toEqual(withAt(JPEG, 2, exifSegment(bareExif(6))));
    expect(latin(given)).not.toContain('SECRET');
  });

  it.each([0, 1, 9, 0xffff])(
    'that stands upright or says nonsense (%i) has no EXIF at all',
    (orientation) => {
      expect(withoutMetadata(photoOfPhone(orientation), 'image/jpeg')).toEqual(JPEG);
    },
  );

  it('loses what stands between its scans, before its end, and between its segments', () => {
    const comment = segment(0xfe, 'SECRET');
    const places = [...latin(PROGRESSIVE_JPEG).matchAll(/\u00ff[\u00c4\u00da\u00d9]/g)].map(
      ({ index }) => index,
    );
    expect(places.length).toBeGreaterThan(8);
    for (const place of places) {
      const told = withAt(PROGRESSIVE_JPEG, place, comment, bytesOf('SECRET'), comment);
      expect(withoutMetadata(told, 'image/jpeg'), `at ${place}`).toEqual(PROGRESSIVE_JPEG);
    }
  });

  it('keeps how its colours are coded, where that is all that an application says', () => {
    const adobe = segment(0xee, 'Adobe\0\u0064\0\0\0\0\u0001');
    const told = withAt(
      JPEG,
      20,
      adobe,
      segment(0xee, 'Adobe and a SECRET'),
      segment(0xe0, 'JFXX\0 a SECRET'),
    );
    expect(withoutMetadata(told, 'image/jpeg')).toEqual(withAt(JPEG, 20, adobe));
  });

  it('that is cut off is given as far as it goes', () => {
    const [half, header] = [JPEG.subarray(0, JPEG.length - 5), JPEG.subarray(0, 50)];
    expect(withoutMetadata(half, 'image/jpeg')).toEqual(half);
    expect(withoutMetadata(header, 'image/jpeg')).toEqual(JPEG.subarray(0, 20));
  });
});

describe('a PNG', () => {
  const IHDR_END = 33;
  const told = (...chunks: readonly Uint8Array[]) => withAt(WHOLE_PNG, IHDR_END, ...chunks);

  it('loses texts, time, profile, EXIF, what nobody knows and what follows its end, and stays turned', () => {
    const secrets = ['tEXt', 'zTXt', 'iTXt', 'tIME', 'iCCP', 'dSIG', 'prVt'].map((type) =>
      pngChunk(type, 'SECRET'),
    );
    const file = told(...secrets, pngChunk('eXIf', exifOfPhone(8)));
    expect(withoutMetadata(new Uint8Array([...file, ...bytesOf('SECRET')]), 'image/png')).toEqual(
      told(pngChunk('eXIf', bareExif(8))),
    );
  });

  it('keeps what its colours, its transparency and its frames are', () => {
    const drawing = ['gAMA', 'cHRM', 'sRGB', 'tRNS', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'];
    const file = told(...drawing.map((type) => pngChunk(type, '\0\0\0\u0001')));
    expect(withoutMetadata(file, 'image/png')).toEqual(file);
  });
});

describe('a WebP', () => {
  const [ALPHA, ANIMATION, EXIF, XMP, PROFILE] = [0x10, 0x02, 0x08, 0x04, 0x20];
  const [exif, xmp, profile] = [
    webpChunk('EXIF', exifOfPhone(3)),
    webpChunk('XMP ', '<x:xmpmeta>SECRET</x:xmpmeta>'),
    webpChunk('ICCP', 'SECRET display'),
  ];

  it('loses EXIF, XMP, profile and what nobody knows, says so in its header, and stays turned', () => {
    const unknown = webpChunk('SECR', 'SECRET');
    const file = webpOf(webpHeader(PROFILE | ALPHA | EXIF | XMP), profile, WEBP_PIXELS, exif, xmp, unknown);
    expect(withoutMetadata(new Uint8Array([...file, ...bytesOf('SECRET')]), 'image/webp')).toEqual(
      webpOf(webpHeader(ALPHA | EXIF), WEBP_PIXELS, webpChunk('EXIF', bareExif(3))),
    );
  });

  it('whose EXIF begins as that of a JPEG stays turned too', () => {
    const file = webpOf(
      webpHeader(EXIF),
      WEBP_PIXELS,
      webpChunk('EXIF', exifSegment(exifOfPhone(5)).subarray(4)),
    );
    expect(withoutMetadata(file, 'image/webp')).toEqual(
      webpOf(webpHeader(EXIF), WEBP_PIXELS, webpChunk('EXIF', bareExif(5))),
    );
  });

  it('that moves keeps its frames, and of each nothing but what it draws', () => {
    const place = new Uint8Array(16);
    const frame = (...more: readonly Uint8Array[]) =>
      webpChunk('ANMF', withAt(place, 16, WEBP_PIXELS, ...more));
    const begin = webpChunk('ANIM', '\0\0\0\0\0\0');
    expect(
      withoutMetadata(webpOf(webpHeader(ANIMATION | XMP), begin, frame(xmp), frame(), xmp), 'image/webp'),
    ).toEqual(webpOf(webpHeader(ANIMATION), begin, frame(), frame()));
  });
});

describe('whatever the bytes are', () => {
  const written = fc.uint8Array({ maxLength: 200 });

  it('nothing breaks, and what was given once is given as it is', () => {
    for (const type of TYPES) {
      const start = { 'image/jpeg': JPEG, 'image/png': WHOLE_PNG, 'image/webp': WEBP }[type];
      fc.assert(
        fc.property(written, fc.nat(start.length), fc.nat(start.length), (bytes, from, to) => {
          const broken = new Uint8Array([...start.subarray(0, from), ...bytes, ...start.subarray(to)]);
          const given = withoutMetadata(broken, type);
          expect(given.length).toBeLessThanOrEqual(broken.length + 60);
          expect(withoutMetadata(given, type)).toEqual(given);
        }),
      );
    }
  });

  it('a segment that is shorter than its own length ends the picture', () => {
    const whole = withoutMetadata(JPEG, 'image/jpeg');
    const short = new Uint8Array([...whole.subarray(0, 2), 0xff, 0xc0, 0, 1, ...whole.subarray(2)]);
    expect(withoutMetadata(short, 'image/jpeg')).toEqual(whole.subarray(0, 2));
  });

  it('a file of nothing but beginnings is read so far, and no further', () => {
    const repeated = (begin: Uint8Array, piece: Uint8Array) =>
      new Uint8Array(Buffer.concat([begin, Buffer.alloc(100_001 * piece.length, piece)]));
    const [rows, pixels] = [pngChunk('IDAT', ''), webpChunk('VP8 ', '')];
    const png = withoutMetadata(repeated(WHOLE_PNG.subarray(0, 8), rows), 'image/png');
    expect(png.length).toBe(8 + 100_000 * rows.length);
    const riff = webpOf(repeated(new Uint8Array(), pixels));
    expect(withoutMetadata(riff, 'image/webp').length).toBe(12 + 100_000 * pixels.length);
    const table = segment(0xdb, '');
    expect(withoutMetadata(repeated(JPEG.subarray(0, 2), table), 'image/jpeg').length).toBe(
      2 + 100_000 * table.length,
    );
  });

  it('a file that holds no picture of its type gives no byte', () => {
    for (const type of TYPES) {
      for (const file of ['', 'SECRET', 'II*\0 SECRET', 'GIF89a SECRET']) {
        expect(withoutMetadata(bytesOf(file), type), `${type} ${file}`).toEqual(new Uint8Array());
      }
    }
  });

  it('data of an application anywhere before the pixels is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0xe0, max: 0xef }), written, (marker, data) => {
        const told = withAt(JPEG, 20, segment(marker, data));
        expect(withoutMetadata(told, 'image/jpeg')).toEqual(JPEG);
      }),
    );
  });
});
