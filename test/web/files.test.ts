import { describe, expect, it } from 'vitest';
import { nameFor, typeOf } from '../../web/parts/files/picked.ts';
import { within } from '../../web/parts/files/picture.ts';
import { sizeOf } from '../../web/parts/files/size.ts';

describe('a file that was picked', () => {
  it.each([
    ['audio/webm;codecs=opus', 'audio/webm'],
    ['audio/x-m4a', 'audio/mp4'],
    ['AUDIO/MP3', 'audio/mpeg'],
    ['application/pdf', 'application/pdf'],
    ['text/html', undefined],
    ['', undefined],
  ])('of type %s is taken as %s', (said, type) => expect(typeOf(said)).toBe(type));

  it('is called as the API takes it', () => {
    expect(nameFor('门 (1).pdf')).toBe('门 (1).pdf');
    expect(nameFor('../漏水.jpg')).toBe('.. 漏水.jpg');
    expect(nameFor('..')).toBe('file');
    expect(nameFor('长'.repeat(200))).toHaveLength(120);
  });

  it('is as large as people read it', () => {
    expect([sizeOf(3), sizeOf(248_300), sizeOf(2_480_000)]).toEqual(['1 KB', '248 KB', '2.5 MB']);
  });
});

describe('a picture', () => {
  it('gets no larger than it is, and keeps its form', () => {
    expect(within(1600, 4000, 3000)).toEqual([1600, 1200]);
    expect(within(1600, 800, 600)).toEqual([800, 600]);
    expect(within(320, 3, 9000)).toEqual([1, 320]);
  });
});
