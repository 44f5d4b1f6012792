/** `npm run check:api`: holds the API description against the strict rules of an outside linter, examples included. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productVersion, REPOSITORY } from '../../infra/product.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';

const LINTER = join(REPOSITORY, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
const RULES = [
  '--extends=recommended-strict',
  // Whoever may see a file is led to its bytes by a 302, and there is nothing else to answer (contract section 4).
  '--skip-rule=operation-2xx-response',
];
const scratch = mkdtempSync(join(tmpdir(), 'shoujie-openapi-'));
const description = join(scratch, 'openapi.json');
writeFileSync(description, JSON.stringify(openApiDocument(await productVersion()), null, 2));
const { status } = spawnSync(process.execPath, [LINTER, 'lint', description, ...RULES], {
  stdio: 'inherit',
  // It would tell its makers that it ran, and look for a newer one.
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
});
rmSync(scratch, { recursive: true, force: true });
process.exitCode = status ?? 1;
