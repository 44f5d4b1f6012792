/**
 * `npm run check:fuzz`: an outside fuzzer (schemathesis) calls every operation of the API description against a local
 * cloud, with what the description allows and with what it does not. Where Python is missing it says so and passes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { startLocalCloud } from '../../infra/local/local-cloud.ts';
import { productVersion } from '../../infra/product.ts';
import { openApiDocument } from '../../shared/contract/openapi.ts';
import { CHECKERS, pythonOrLeaveOut, pythonPrograms } from '../deploy/python.ts';
import { knownThings, naming } from './known-things.ts';

/** Who calls: somebody of the desk and somebody of the office, each of whom may do what the other may not. */
const RUNS = [
  { caller: 'director-wei', phases: 'examples,coverage', seconds: '50' },
  { caller: 'cs-manager-li', phases: 'examples,fuzzing', seconds: '40' },
];

/** What the fuzzer looks for; and what it does not, each with its reason. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'ignored_auth',
  'missing_required_header',
  'unsupported_method',
  'negative_data_rejection',
  // Not `positive_data_acceptance`: what is well formed may be refused by the rules, and mostly is.
  // Not `use_after_free`, `ensure_resource_availability`: nothing of this API can be deleted.
];

/** The same calls each time: a gate that fails by chance is switched off. */
const SEED = '20261123';
const MOST_CASES = '40';

/** The description with its answers closed, so that a member which it does not name is found. */
function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map(closed) as T;
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.fromEntries(Object.entries(node).map(([name, each]) => [name, closed(each)]));
  const isOpen = members.type === 'object' && 'properties' in members && !('additionalProperties' in members);
  return { ...members, ...(isOpen && { additionalProperties: false }) } as T;
}

const python = await pythonOrLeaveOut('the fuzzer');
const programs = await pythonPrograms(python, CHECKERS);
const scratch = await mkdtemp(join(tmpdir(), 'shoujie-fuzz-'));
await bundleFunctions();
const cloud = await startLocalCloud({ port: 0, dataDir: join(scratch, 'data') });
try {
  const config = join(scratch, 'schemathesis.toml');
  await writeFile(config, '');
  const description = join(scratch, 'openapi.json');
  const known = await knownThings(cloud);
  await writeFile(
    description,
    JSON.stringify(closed(naming(openApiDocument(await productVersion()), known))),
  );
  for (const { caller, phases, seconds } of RUNS) {
    const child = spawn(
      join(programs, 'schemathesis'),
      [
        ...['--config-file', config, 'run', description, '--url', cloud.url],
        ...['--header', `Authorization: Bearer ${await cloud.tokenFor(caller)}`],
        ...['--checks', CHECKS.join(',')],
        ...['--phases', phases, '--max-examples', MOST_CASES, '--max-time', seconds, '--seed', SEED],
        ...['--continue-on-failure', '--no-shrink', '--suppress-health-check', 'all'],
      ],
      { stdio: 'inherit', cwd: scratch, env: { PATH: process.env.PATH, HOME: scratch, NO_COLOR: '1' } },
    );
    const [code] = await once(child, 'close');
    if (code !== 0) process.exitCode = 1;
  }
} finally {
  await cloud.stop();
  await rm(scratch, { recursive: true, force: true });
}
