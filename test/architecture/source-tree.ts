/** The repository as text, and the little that the rules of the house need to understand of its sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** Paths from the top of the repository, and what the files say. */
export type Tree = ReadonlyMap<string, string>;

/** Gives every breach that it finds, each as a line to read; none when all is well. */
export type Rule = (tree: Tree) => readonly string[];

/** Every file under a folder but what its .gitignore names. */
export function readTree(top: string): Tree {
  const ignored = readFileSync(posix.join(top, '.gitignore'), 'utf8').split(/\s+/).filter(Boolean);
  const names = new Set(['.git', ...ignored.map((name) => name.replace(/\/$/, ''))]);
  const endings = ignored.filter((name) => name.startsWith('*')).map((name) => name.slice(1));
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(posix.join(top, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (names.has(entry.name) || endings.some((ending) => path.endsWith(ending))) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) files.set(path, readFileSync(posix.join(top, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

export const isSource = (path: string): boolean => /\.m?tsx?$/.test(path);

export const isUnder = (path: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`));

const LITERAL = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^\\`])*`/;
const COMMENT_OR_LITERAL = new RegExp(`/\\*[\\s\\S]*?\\*/|//[^\\n]*|${LITERAL.source}`, 'g');

export const withoutComments = (text: string): string =>
  text.replace(COMMENT_OR_LITERAL, (piece) => (piece.startsWith('/') ? ' ' : piece));

/** Code alone: neither comments nor what stands between quotes. */
export const withoutText = (text: string): string => text.replace(COMMENT_OR_LITERAL, ' ');

/** What stands between quotes in the code. */
export function literalsOf(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(new RegExp(LITERAL.source, 'g'))].map(([literal]) =>
    literal.slice(1, -1),
  );
}

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]/g;

/** What a file imports, types included; files of the repository by their path from its top. */
export function importsOf(path: string, text: string): readonly string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
  });
}

/** A rule: no source under these folders has what the pattern finds in its text as `read` sees it. */
export function nowhere(
  folders: readonly string[],
  pattern: RegExp,
  read: (text: string) => string,
  except: readonly string[] = [],
): Rule {
  return (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!isSource(path) || !isUnder(path, ...folders) || except.includes(path)) return [];
      const found = pattern.exec(read(text));
      return found === null ? [] : [`${path}: ${found[0].trim()}`];
    });
}
