/** What a process remembers of the organisation directory, and what it reads again. */
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { cacheDirectory } from '../../shared/store/organisation/directory-cache.ts';
import {
  ABOVE,
  aboveRevisionKey,
  profileKey,
  sectionKey,
  siteKey,
  staffKey,
} from '../../shared/store/table/keys.ts';
import type { Item } from '../../shared/store/table/table.ts';
import { ownDigest } from '../support/digest.ts';

const SITE = 'riverside';
const AT = '2026-11-23T08:00:00.000Z';

/** A site's partition; `reads` are the operations that it was asked for. */
class Partition {
  revision: number | undefined = 7;
  /** Of the people above the sites, who are read beside it. */
  aboveRevision = 3;
  section = '工程部';
  reads: string[] = [];
  /** What happens while a directory is read, between its sections and its site. */
  meanwhile = () => {};

  readonly #send = async (command: unknown) => {
    if (command instanceof GetCommand) {
      if (command.input.Key?.pk === ABOVE) return { Item: { revision: this.aboveRevision } };
      if (command.input.Key?.sk === profileKey('').sk) {
        this.reads.push('person');
        return { Item: { ...profileKey('worker-wu'), id: 'worker-wu', site: SITE, active: true } };
      }
      this.reads.push('revision');
      return { Item: { revision: this.revision } };
    }
    if (!(command instanceof QueryCommand)) throw new Error('neither a revision nor a directory');
    if (Object.values(command.input.ExpressionAttributeValues ?? {}).includes(ABOVE))
      return { Items: [{ ...aboveRevisionKey, revision: this.aboveRevision }] };
    this.reads.push('directory');
    const sections = [{ ...sectionKey(SITE, 'engineering'), id: 'engineering', zh: this.section }];
    this.meanwhile();
    this.meanwhile = () => {};
    const person = { id: 'worker-wu', role: 'worker', site: SITE, active: true };
    const Items: Item[] = [
      ...sections,
      { ...siteKey(SITE), id: SITE, revision: this.revision },
      { ...staffKey(SITE, 'worker-wu'), ...person },
    ];
    return { Items };
  };
  readonly table = {
    name: 'table',
    digest: ownDigest,
    client: { send: this.#send } as unknown as DynamoDBDocumentClient,
  };

  /** A change as the API writes it. */
  rename(section: string): void {
    this.section = section;
    this.revision = (this.revision ?? 0) + 1;
  }
}

const nameIn = (directory: Awaited<ReturnType<ReturnType<typeof cacheDirectory>['current']>>) =>
  directory?.sections[0]?.zh;

describe('the current directory', () => {
  it('is read anew only where its revision has moved, however large it is', async () => {
    const partition = new Partition();
    const { current } = cacheDirectory(partition.table);
    for (let nth = 0; nth < 4; nth += 1) expect(nameIn(await current(SITE, AT))).toBe('工程部');
    expect(partition.reads).toEqual(['directory', 'directory', 'revision', 'revision']);

    partition.rename('维修部');
    partition.reads = [];
    for (let nth = 0; nth < 3; nth += 1) expect(nameIn(await current(SITE, AT))).toBe('维修部');
    expect(partition.reads).toEqual(['revision', 'directory', 'revision', 'revision']);
  });

  it('is read anew where somebody above the sites has changed', async () => {
    const partition = new Partition();
    const { current } = cacheDirectory(partition.table);
    for (let nth = 0; nth < 3; nth += 1) await current(SITE, AT);
    partition.aboveRevision += 1;
    partition.reads = [];
    await current(SITE, AT);
    expect(partition.reads).toEqual(['revision', 'directory']);
  });

  it('that was read while it changed is not trusted by its revision', async () => {
    const partition = new Partition();
    const { current } = cacheDirectory(partition.table);
    partition.meanwhile = () => partition.rename('维修部');
    // Its site is of after the change, its sections are of before.
    expect(nameIn(await current(SITE, AT))).toBe('工程部');
    expect(nameIn(await current(SITE, AT))).toBe('维修部');
  });

  it('is read each time where it bears no revision', async () => {
    const partition = new Partition();
    partition.revision = undefined;
    const { current } = cacheDirectory(partition.table);
    for (let nth = 0; nth < 3; nth += 1) await current(SITE, AT);
    expect(partition.reads).toEqual(['directory', 'directory', 'directory']);
  });

  it('is as of the instant that it is asked for', async () => {
    const { current } = cacheDirectory(new Partition().table);
    await current(SITE, AT);
    await current(SITE, AT);
    const later = '2026-11-24T08:00:00.000Z';
    expect((await current(SITE, later))?.at).toBe(later);
  });
});

it('keeps the directories of the sites that were asked for last, and no more than it has room for', async () => {
  const partition = new Partition();
  const { current } = cacheDirectory(partition.table);
  const some = Array.from({ length: 21 }, (_, nth) => `site-${nth}`);
  for (const site of [...some, ...some]) await current(site, AT);
  expect(new Set(partition.reads)).toEqual(new Set(['directory']));
});

it('a directory that may be a second old is not asked for again within it', async () => {
  const partition = new Partition();
  const { directory } = cacheDirectory(partition.table);
  for (let nth = 0; nth < 3; nth += 1) await directory(SITE, AT);
  expect(partition.reads).toEqual(['directory']);
});

describe('a request of somebody who was here before', () => {
  const warm = async () => {
    const partition = new Partition();
    const directories = cacheDirectory(partition.table);
    await directories.person('worker-wu');
    for (let nth = 0; nth < 2; nth += 1) await directories.current(SITE, AT);
    partition.reads = [];
    return { partition, directories };
  };

  it('asks at its beginning whether their site has changed, and no second time', async () => {
    const { partition, directories } = await warm();
    const { current } = directories.begin(['worker-wu']);
    expect(partition.reads).toEqual(['revision']);
    expect(nameIn(await current(SITE, AT))).toBe('工程部');
    expect(partition.reads).toEqual(['revision']);
  });

  it('asks anew where it has to decide again', async () => {
    const { partition, directories } = await warm();
    const { current } = directories.begin(['worker-wu']);
    await current(SITE, AT);
    partition.rename('维修部');
    expect(nameIn(await current(SITE, AT))).toBe('维修部');
  });

  it('of another site, or of somebody who was not, asks when it is asked', async () => {
    const { partition, directories } = await warm();
    const stranger = directories.begin(['worker-zheng']);
    expect(partition.reads).toEqual([]);
    await stranger.current(SITE, AT);
    expect(partition.reads).toEqual(['revision']);
    partition.reads = [];
    const { current } = directories.begin(['worker-wu']);
    await current('elsewhere', AT);
    expect(partition.reads).toEqual(['revision', 'directory']);
  });
});
