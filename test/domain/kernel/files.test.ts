/** Which files may be attached (contract section 4), and what first bytes give away. */
import { describe, expect, it } from 'vitest';
import { contradicts, FILE_TYPES, type FileType } from '../../../shared/domain/kernel/file-types.ts';
import {
  type FoundFile,
  filesFault,
  filesOf,
  isAttachable,
  type Stored,
} from '../../../shared/domain/kernel/files.ts';
import { among, fileOf, found, storedAs } from '../../support/found-files.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const ME = 'receptionist-sun';
const mine = fileOf('f2', ME);
const first = found(fileOf('f1', ME));

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('a file', () => {
  // biome-ignore format: a table reads best with one row a line
  const ROWS: readonly (readonly [what: string, second: FoundFile | undefined, reason: string | undefined])[] = [
    ['whole and mine', found(mine), undefined],
    ['unknown', undefined, 'unknown-file'],
    ['somebody else’s', found(fileOf('f2', 'receptionist-zhou')), 'unknown-file'],
    ['somebody else’s that is attached', found(fileOf('f2', 'receptionist-zhou', { attachedTo: { kind: 'sheet', id: 's' } })), 'unknown-file'],
    ['attached before', found({ ...mine, attachedTo: { kind: 'case', id: 'c' } }), 'file-attached-before'],
    ['expired this instant', found({ ...mine, expiresAt: NOW }), 'unknown-file'],
    ['not uploaded', { file: mine }, 'file-not-uploaded'],
    ['of another size', found(mine, storedAs(mine, { size: 18 })), 'file-differs'],
    ['of another hash', found(mine, storedAs(mine, { sha256: '0'.repeat(64) })), 'file-differs'],
    ['stored without a checksum', found(mine, storedAs(mine, { sha256: undefined })), 'file-differs'],
    ['a page that calls itself a PDF', found(mine, storedAs(mine, { start: latin('<!DOCTYPE html><p>') })), 'file-not-its-type'],
  ];

  for (const [what, second, reason] of ROWS) {
    it(`${what}: ${reason ?? 'attached'}`, () => {
      const files = among(first, ...(second === undefined ? [] : [second]));
      const fault = filesFault(['f1', 'f2'], files, ME, NOW);
      expect(fault && [fault.code, fault.reason, fault.pointer]).toEqual(
        reason && ['validation-failed', reason, '/files/1'],
      );
    });
  }

  it('is attached by whoever uploaded it, once and before it expires', () => {
    expect(isAttachable(mine, ME, NOW)).toBe(true);
    expect(isAttachable(mine, 'receptionist-zhou', NOW)).toBe(false);
    expect(isAttachable({ ...mine, attachedTo: { kind: 'case', id: 'c' } }, ME, NOW)).toBe(false);
    expect(isAttachable({ ...mine, expiresAt: NOW }, ME, NOW)).toBe(false);
  });

  it('needs no look where none is named', () => {
    expect(filesFault(undefined, undefined, ME, NOW)).toBeUndefined();
    expect(filesFault([], undefined, ME, NOW)).toBeUndefined();
  });
});

describe('a preview', () => {
  const preview = { size: 9, sha256: 'b'.repeat(64) };
  const picture = fileOf('f1', ME, { type: 'image/png', preview });
  const stored: Stored = { ...preview, start: latin('\u00ff\u00d8\u00ff') };
  // biome-ignore format: a table reads best with one row a line
  const ROWS: readonly (readonly [what: string, storedPreview: Stored | undefined, is: boolean])[] = [
    ['is attached with its picture', stored, true],
    ['that was not uploaded is none', undefined, false],
    ['of another size is none', { ...stored, size: 10 }, false],
    ['of another hash is none', { ...stored, sha256: 'c'.repeat(64) }, false],
    ['that is a PNG is none', { ...stored, start: latin('\u0089PNG\r\n\u001a\n') }, false],
    ['that is a page is none', { ...stored, start: latin('<!DOCTYPE html><p>') }, false],
  ];

  for (const [what, storedPreview, is] of ROWS) {
    it(what, () => {
      const looked = {
        ...found(picture, { ...storedAs(picture), start: latin('\u0089PNG') }),
        storedPreview,
      };
      expect(filesFault(['f1'], among(looked), ME, NOW)).toBeUndefined();
      const { preview: _none, ...plain } = picture;
      expect(filesOf(['f1'], among(looked))).toEqual([is ? picture : plain]);
    });
  }
});

describe('first bytes', () => {
  const PNG = '\u0089PNG\r\n\u001a\n';
  const OF_TYPE: { readonly [T in FileType]: string } = {
    'image/jpeg': '\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF',
    'image/png': PNG,
    'image/webp': 'RIFF\u0010\u0000\u0000\u0000WEBPVP8 ',
    'application/pdf': '%PDF-1.4',
    'audio/mpeg': 'ID3\u0004',
    'audio/mp4': '\u0000\u0000\u0000 ftypM4A ',
    'audio/ogg': 'OggS\u0000',
    'audio/wav': 'RIFF\u0010\u0000\u0000\u0000WAVEfmt ',
    'audio/webm': '\u001a\u0045\u00df\u00a3\u0001',
  };

  it('of each type fit that type and no other', () => {
    for (const [type, start] of Object.entries(OF_TYPE)) {
      const fits = FILE_TYPES.filter((each) => !contradicts(latin(start), each));
      expect(fits, type).toEqual([type]);
    }
  });

  it('that say nothing are taken at their word', () => {
    for (const type of FILE_TYPES) {
      expect(contradicts(latin('\u0001\u0002\u0003'), type)).toBe(false);
      expect(contradicts(latin('hello <3'), type)).toBe(false);
    }
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ' \r\n\t<html>',
    '\u00ef\u00bb\u00bf<?xml version="1.0"?><svg/>',
    '<!-- x --><b onload=x>',
    `${PNG}IHDR....<script>alert(1)</script>`,
    `${PNG}/*<SVG onload=alert(1)>*/`,
    '\u0001\u0002<!DOCTYPE  HTML><iframe src=x>',
  ])('of markup, hidden or not, fit no type: %j', (start) => {
    for (const type of FILE_TYPES) expect(contradicts(latin(start), type), type).toBe(true);
  });
});
