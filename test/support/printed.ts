/** Pages as a real browser prints them, where there is one. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const BROWSER = '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update';

/** On how many sheets of paper a page is printed. */
export async function sheetsOf(html: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shoujie-print-'));
  const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
  try {
    await writeFile(page, html);
    const own = ['--disable-sync', '--no-first-run', `--user-data-dir=${folder}`, `--print-to-pdf=${pdf}`];
    await promisify(execFile)(BROWSER, [...FLAGS.split(' '), ...own, `file://${page}`]);
    return (await readFile(pdf, 'latin1')).match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
