/**
 * `npm run check:api`: holds the API description, examples included, against outside linters: redocly's strict rules, and
 * spectral's default ones, of which no warning is let by.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productVersion, REPOSITORY } from '../../infra/product.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { installedIn } from './apart.ts';

const REDOCLY = join(REPOSITORY, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
const SPECTRAL = await installedIn('linter', '@stoplight', 'spectral-cli', 'dist', 'index.js');
const scratch = mkdtempSync(join(tmpdir(), 'shoujie-openapi-'));
const description = join(scratch, 'openapi.json');
writeFileSync(description, JSON.stringify(openApiDocument(await productVersion()), null, 2));

/** Runs a linter over the description; whether it found nothing. */
function isFine(program: string, ...args: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [program, 'lint', description, ...args], {
    stdio: 'inherit',
    // They would tell their makers that they ran, and look for a newer release.
    env: {
      ...process.env,
      ...{ REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', SCARF_ANALYTICS: 'false' },
    },
  });
  return status === 0;
}

const ruleset = join(import.meta.dirname, 'linter', 'ruleset.yaml');
const found = [
  isFine(REDOCLY, '--extends=recommended-strict'),
  isFine(SPECTRAL, '--ruleset', ruleset, '--fail-severity', 'hint'),
];
rmSync(scratch, { recursive: true, force: true });
process.exitCode = found.every(Boolean) ? 0 : 1;
