/**
 * Runs before `npm start` and `npm test`, on a machine with nothing but Node: installs what the lock file
 * asks for when it is not there, and says nothing when it is. Plain JavaScript without a dependency,
 * because at this point there may be none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];

/** @param {string} version such as `20.11.1` */
export function isNodeRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

function packagesOf(file) {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).packages ?? {}) : {};
}

/**
 * The packages that the lock file names and the installation lacks or has in another version. Optional ones
 * do not count: npm leaves out those made for another platform.
 * @param {string} root directory of package-lock.json
 * @returns {string[]} their paths, such as `node_modules/zod`
 */
export function missingPackages(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.link)
    .filter(([path, entry]) => installed[path]?.version !== entry.version || !existsSync(join(root, path)))
    .map(([path]) => path);
}

/**
 * @param {string} root directory of package-lock.json
 * @returns {number} the exit code: 0 when everything is there, or was installed
 */
export function ensureInstalled(root) {
  if (!isNodeRecentEnough(process.versions.node)) {
    console.error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
    return 1;
  }
  const missing = missingPackages(root);
  if (missing.length === 0) return 0;
  console.log(`Installing: ${missing.length} of the needed packages are not there yet.`);
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.error) console.error(`npm could not be run: ${npm.error.message}`);
  return npm.status ?? 1;
}

const here = fileURLToPath(import.meta.url);
if (process.argv[1] && realpathSync(process.argv[1]) === here)
  process.exitCode = ensureInstalled(dirname(dirname(here)));
