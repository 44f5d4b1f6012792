/** What a sheet tells of its files: what storage had when they were attached, and which entry attached them. */
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { FoundFiles, UploadedFile } from '../../../shared/domain/kernel/files.ts';
import type { Command, LedgerEntry, Sheet } from '../../../shared/domain/model/sheet.ts';
import { entryFor, isFileInternal, redactFor } from '../../../shared/domain/sheets/anonymity.ts';
import { untoldFiles, withUntold } from '../../../shared/domain/sheets/attachments.ts';
import { decide } from '../../../shared/domain/sheets/decide.ts';
import { complete, lives, passTo } from '../../support/domain/timeline.ts';
import { actor, COMPLAINT, DIRECTORY } from '../../support/factories.ts';
import { among, fileOf, filesBy, found, storedAs } from '../../support/found-files.ts';
import { minute } from '../../support/given-when-then.ts';
import { entriesOf, written } from '../../support/written.ts';

const [DESK, ZHAO, LI, CHEN] = [
  'receptionist-sun',
  'resident-zhao',
  'cs-manager-li',
  'security-manager-chen',
];
const PREVIEW = { size: 900, sha256: 'b'.repeat(64) };
const JPEG_START = Uint8Array.of(0xff, 0xd8, 0xff);
const picture = (id: string, by: string): UploadedFile =>
  fileOf(id, by, { name: `${id} 赵敏家.jpg`, type: 'image/jpeg', size: 4_000, preview: PREVIEW });
/** A picture as it was found, with its preview unless that was not uploaded. */
const pictured = (id: string, by: string, hasPreview = true) => ({
  ...found(picture(id, by), { ...storedAs(picture(id, by)), start: JPEG_START }),
  ...(hasPreview ? { storedPreview: { ...PREVIEW, start: JPEG_START } } : {}),
});
const urge = (...files: readonly string[]): Command => ({ step: 'urge', message: '见照片', files });
const told = (id: string, entry: number, more: object = { preview: true }) => ({
  ...{ id, entry, type: 'image/jpeg', size: 4_000, name: `${id} 赵敏家.jpg` },
  ...more,
});

describe('a sheet', () => {
  const files = among(pictured('a', DESK), found(fileOf('b', DESK)));
  const sheet = lives({ kind: 'report', files: ['a', 'b'], found: files });

  it('tells of each file what was found of it, in order, and which entry attached it', () => {
    const later = lives({ kind: 'report', files: ['a', 'b'], found: files })
      .does(5, ZHAO, urge('c', 'd'), among(pictured('c', ZHAO, false), pictured('d', ZHAO)))
      .does(6, DESK, { ...passTo('engineering'), files: ['e'] } as Command, among(pictured('e', DESK)));
    const letter = { id: 'b', entry: 1, type: 'application/pdf', size: 17, name: 'b.pdf' };
    expect(sheet.sheet.attachments).toEqual([told('a', 1), letter]);
    expect(later.sheet.attachments).toEqual([
      ...[told('a', 1), letter],
      ...[told('c', 2, {}), told('d', 2), told('e', 3)],
    ]);
    expect(later.sheet.files).toEqual(later.sheet.attachments?.map(({ id }) => id));
    expect(untoldFiles(later.sheet)).toEqual([]);
  });

  it('names the entry that attached a file where a step writes others before it', () => {
    const returned = lives({ kind: 'report' })
      .does(1, DESK, passTo('security'))
      .does(2, CHEN, { step: 'accept' })
      .does(3, CHEN, complete)
      .does(4, CHEN, { step: 'return', opinion: '属实' })
      .does(5, DESK, { ...passTo('engineering'), files: ['a'] } as Command, among(pictured('a', DESK)));
    expect(returned.events.slice(-2).map(({ step, seq }) => [step, seq])).toEqual([
      ['receive', 6],
      ['hand-over', 7],
    ]);
    expect(returned.sheet.attachments).toEqual([told('a', 7)]);
  });

  it('has room for 250 files, and then for those of steps that end something', () => {
    const few = lives({ kind: 'report' }).does(1, DESK, urge('first'), filesBy(DESK, 'first'));
    const [one] = few.sheet.attachments ?? [];
    if (one === undefined) throw new Error('no attachment');
    const full: Sheet = {
      ...few.sheet,
      files: Array.from({ length: 250 }, (_, nth) => `f${nth}`),
      attachments: Array.from({ length: 250 }, (_, nth) => ({ ...one, id: `f${nth}` })),
    };
    const signs = (state: Sheet, who: string, command: Command, files?: FoundFiles) => {
      const done = decide(state, command, actor(who), DIRECTORY, { now: minute(20), files });
      return done instanceof DomainError ? done.reason : 'signed';
    };
    expect(signs(full, DESK, urge('x'), filesBy(DESK, 'x'))).toBe('ledger-full');
    expect(signs(full, DESK, { step: 'urge', message: '没有照片' })).toBe('signed');
    const nearly = { ...full, files: full.files.slice(1) };
    expect(signs(nearly, DESK, urge('x'), filesBy(DESK, 'x'))).toBe('signed');
    expect(signs(nearly, DESK, urge('x', 'y'), filesBy(DESK, 'x', 'y'))).toBe('ledger-full');
    const withdraw: Command = { step: 'withdraw', reason: '不用了', files: ['x'] };
    expect(signs(full, DESK, withdraw, filesBy(DESK, 'x'))).toBe('signed');
  });
});

describe('of an anonymous complaint', () => {
  const life = lives({
    kind: 'complaint',
    complaint: { ...COMPLAINT, anonymous: true },
    files: ['a', 'b'],
    found: among(pictured('a', DESK), found(fileOf('b', DESK))),
  })
    .does(1, LI, passTo('security'))
    .does(2, CHEN, { step: 'accept', files: ['c'] } as Command, among(pictured('c', CHEN)));
  const entries = written(life.events);
  const { sheet } = life;

  it('who is not shown the resident gets pictures alone, without their names', () => {
    const bare = (id: string, entry: number) => ({
      id,
      entry,
      type: 'image/jpeg',
      size: 4_000,
      preview: true,
    });
    expect(redactFor(actor(CHEN), sheet, DIRECTORY).attachments).toEqual([bare('a', 1), bare('c', 3)]);
    for (const who of [LI, ZHAO]) {
      expect(redactFor(actor(who), sheet, DIRECTORY).attachments).toBe(sheet.attachments);
    }
  });

  it('no entry tells them the names, whoever attached the files', () => {
    const shown = entries.map((each) => entryFor(actor(CHEN), each, sheet, DIRECTORY));
    expect(JSON.stringify(shown)).not.toContain('赵敏家');
    expect(shown.map(({ entry }) => entry.redacted)).toEqual([undefined, undefined, undefined]);
    expect(shown[2]?.entry).toMatchObject({ actor: { id: CHEN }, files: ['c'] });
    const whole = entries.map((each) => entryFor(actor(LI), each, sheet, DIRECTORY));
    expect(whole).toEqual(entries);
  });
});

describe('a sheet of version 0.1', () => {
  const life = lives({ kind: 'report', files: ['a'], found: among(pictured('a', DESK)) })
    .does(5, ZHAO, urge('b'), among(pictured('b', ZHAO)))
    .does(6, DESK, urge('c'), among(pictured('c', DESK)));
  const [first, second, third] = life.events;
  if (first === undefined || second === undefined || third === undefined) throw new Error('too short');
  const without = ({ attachments: _attachments, ...entry }: typeof first) => entry as typeof first;
  /** The first two entries were written by version 0.1, which told nothing of files. */
  const entries: readonly LedgerEntry[] = entriesOf(written([without(first), without(second), third]));
  const old: Sheet = { ...life.sheet, attachments: (life.sheet.attachments ?? []).slice(2) };

  it('is told of by its ledger and by the files themselves', () => {
    expect(untoldFiles(old)).toEqual(['a', 'b']);
    expect(withUntold(old, entries, [picture('b', ZHAO), picture('a', DESK)])).toEqual(life.sheet);
  });

  it('is told of so where no entry told of any', () => {
    const { attachments: _attachments, ...older } = old;
    expect(untoldFiles(older)).toEqual(['a', 'b', 'c']);
    const files = [picture('c', DESK), picture('b', ZHAO), picture('a', DESK)];
    expect(withUntold(older, entries, files)).toEqual(life.sheet);
  });

  it('tells nothing of a file that is gone, or that no entry attached', () => {
    expect(withUntold(old, entries, [picture('b', ZHAO)]).attachments).toEqual([told('b', 2), told('c', 3)]);
    expect(withUntold(old, entries.slice(1), [picture('a', DESK)]).attachments).toEqual([told('c', 3)]);
  });
});

describe('what colleagues attach among themselves', () => {
  const note: Command = { step: 'note', text: '见录音', files: ['n'] };
  const life = lives({ kind: 'complaint', complaint: COMPLAINT }).does(5, DESK, note, filesBy(DESK, 'n'));
  const [, entry] = written(life.events);

  it('is nothing that the resident signs for', () => {
    const before = lives({ kind: 'complaint', complaint: COMPLAINT }).sheet;
    expect([life.sheet.owesSignature, life.sheet.signable]).toEqual([false, before.signable]);
    expect(life.sheet.attachments).toMatchObject([{ id: 'n', entry: 2, internal: true }]);
  });

  it('is shown to colleagues, and to no resident', () => {
    const shown = (who: string) => redactFor(actor(who), life.sheet, DIRECTORY);
    expect([shown(LI).files, shown(LI).attachments]).toMatchObject([['n'], [{ id: 'n' }]]);
    expect([shown(ZHAO).files, shown(ZHAO).attachments]).toEqual([[], []]);
    expect([
      isFileInternal('n', actor(ZHAO), life.sheet),
      isFileInternal('n', actor(LI), life.sheet),
    ]).toEqual([...[true, false]]);
    const said = entry && entryFor(actor(ZHAO), entry, life.sheet, DIRECTORY);
    expect(said?.entry).toBe(entry?.entry);
    expect([said?.values, JSON.stringify(said).match(/见录音|n\.pdf/)]).toEqual([{}, null]);
  });
});
