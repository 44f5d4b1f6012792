/** What earlier versions left behind: packed objects and data folders, with what was read of them at the time. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Sealed, sealedIn } from '../../shared/domain/archive/sealed.ts';
import { dataFolder } from '../support/data-folder.ts';

const run = promisify(execFile);

/** A sealed sheet or case as its own object said it was. */
export interface SealedFacts {
  /** Where it lay in the archive bucket. */
  readonly key: string;
  readonly number: string;
  readonly status: string;
  readonly version: number;
  readonly entries: number;
  readonly head: string;
  readonly files: number;
}

interface ClockFacts {
  readonly id: string;
  readonly state: string;
  readonly dueAt: string;
  readonly originalDueAt?: string;
  readonly breachedAt?: string;
  readonly stoppedAt?: string;
}

interface LedgerFacts {
  /** A name for it, in words. */
  readonly what: string;
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly entries: number;
  readonly head: string;
  readonly clocks: readonly ClockFacts[];
}

export interface SheetFacts extends LedgerFacts {
  /** Who read it. */
  readonly reader: string;
  readonly kind: string;
  readonly channel: string;
  readonly round: number;
  readonly section?: string;
  readonly handler?: string;
  readonly escalations: readonly {
    readonly clock: string;
    readonly level: number;
    readonly to: readonly string[];
  }[];
}

export interface CaseFacts extends LedgerFacts {
  readonly about: string;
  readonly window?: { readonly closesAt: string };
  readonly outstanding?: { readonly amount: string; readonly currency: string };
  readonly appeals: readonly {
    readonly level: number;
    readonly status: string;
    readonly reviewer?: string;
  }[];
}

/** A request whose answer was remembered, with that answer. */
export interface Remembered {
  readonly as: string;
  readonly path: string;
  readonly key: string;
  readonly body: object;
  readonly status: number;
  readonly etag: string;
  readonly location: string | null;
  readonly answer: string;
}

type Figures = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface FolderFacts {
  /** Where its clock stood. */
  readonly now: string;
  /** By number. */
  readonly sheets: Readonly<Record<string, SheetFacts>>;
  readonly cases: Readonly<Record<string, CaseFacts>>;
  readonly frozen: {
    readonly month: string;
    readonly state: string;
    readonly corrections: readonly object[];
    /** By id; only figures that counted something. */
    readonly sections: Readonly<Record<string, Figures>>;
    readonly people: Readonly<Record<string, Figures>>;
  };
  /** The public page, as JSON. */
  readonly board: object;
  /** What `GET /me` proposed to the director. */
  readonly proposed: readonly object[];
  readonly remembered: readonly Remembered[];
}

export interface Expected {
  /** By the name of the file in `sealed.tar.gz`. */
  readonly sealed: Readonly<Record<string, SealedFacts>>;
  readonly dataFolder: FolderFacts;
}

/** The versions of which something is kept. */
export const VERSIONS = ['0.1', '0.2'] as const;

export const folderOf = (version: string) => join(import.meta.dirname, version);

/** What a sealed object says itself to be. */
export function sealedFactsOf(object: Sealed): SealedFacts {
  const { site, number, id, status, version } = sealedIn(object);
  const { entries, head, files } = object;
  return {
    ...{ key: `${site}/${number}/${id}-${entries.length}.json`, number, status, version },
    ...{ entries: entries.length, head, files: files.length },
  };
}

/** The facts that were read of what a version left behind. */
export async function expectedOf(version: string): Promise<Expected> {
  return JSON.parse(await readFile(join(folderOf(version), 'expected.json'), 'utf8'));
}

/** Every sealed object of a version, by its name. */
export async function sealedOf(version: string): Promise<ReadonlyMap<string, string>> {
  const folder = await unpacked(version, 'sealed');
  const names = (await readdir(folder)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  await rm(folder, { recursive: true });
  return new Map(names.map((name, place) => [name, texts[place] ?? '']));
}

/** Packs a folder as `<name>.tar.gz` of a version. */
export async function pack(folder: string, version: string, name: string): Promise<void> {
  const plain = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner'];
  await run('tar', [...plain, '-czf', join(folderOf(version), `${name}.tar.gz`), '-C', folder, '.']);
}

/** Unpacks `<name>.tar.gz` of a version into a new folder, which the caller removes. */
export async function unpacked(version: string, name: string): Promise<string> {
  const folder = await dataFolder(name);
  await run('tar', ['-xzf', join(folderOf(version), `${name}.tar.gz`), '-C', folder]);
  return folder;
}
