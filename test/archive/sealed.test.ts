/** What earlier versions sealed is whole today (A2.6, B4a). */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfSealed, type Sealed, sealedIn } from '../../shared/domain/archive/sealed.ts';
import { canonical, sha256 } from '../../shared/domain/kernel/ledger.ts';
import { expectedOf, unpacked } from './kept.ts';

const { sealed } = await expectedOf('0.1');
const names = Object.keys(sealed);

describe('what version 0.1 sealed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await unpacked('0.1', 'sealed');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const read = (name: string) => readFile(join(folder, name), 'utf8');

  it('is all there', async () => {
    expect((await readdir(folder)).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s is whole, and says what it said', async (name) => {
    const text = await read(name);
    expect(faultsOfSealed(text)).toEqual([]);
    const object: Sealed = JSON.parse(text);
    const { site, number, id, status, version } = sealedIn(object);
    const { entries, head, files } = object;
    expect({
      ...{ key: `${site}/${number}/${id}-${entries.length}.json`, number, status, version },
      ...{ entries: entries.length, head, files: files.length },
    }).toEqual(sealed[name]);
  });

  it.each(names)('%s sealed anew with another status is found out', async (name) => {
    const { digest: _, ...object }: Sealed = JSON.parse(await read(name));
    const state = 'sheet' in object ? 'sheet' : 'case';
    const forged = { ...object, [state]: { ...sealedIn({ ...object, digest: '' }), status: 'withdrawn' } };
    const digest = sha256(canonical(forged));
    expect(faultsOfSealed(canonical({ ...forged, digest }))).toEqual([
      `The ${state} is not what its ledger comes to.`,
    ]);
  });

  it('has every kind and every channel among it, and everything that ends a sheet or a case', async () => {
    const objects: Sealed[] = await Promise.all(names.map(async (name) => JSON.parse(await read(name))));
    const steps = new Set(objects.flatMap(({ entries }) => entries.map(({ step }) => step)));
    const opened = objects.flatMap(({ entries }) =>
      entries.flatMap((entry) => ('kind' in entry ? [`${entry.kind}`, `by ${entry.channel}`] : [])),
    );
    expect(new Set(opened)).toEqual(
      new Set([
        ...['repair', 'complaint', 'report', 'special-service', 'suggestion', 'enquiry'],
        ...['by walk-in', 'by phone', 'by letter', 'by online', 'by direct'],
      ]),
    );
    for (const step of [
      ...['amend', 'dispute', 'write-off', 'countersign', 'withdraw', 'grant-exemption', 'refuse-exemption'],
      ...['breach', 'escalate', 'lapse', 'dismiss', 'refer', 'record-refusal', 'appeal', 'pay', 'close'],
    ]) {
      expect(steps, step).toContain(step);
    }
  });
});
