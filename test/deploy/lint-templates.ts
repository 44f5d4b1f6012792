/**
 * `npm run check:templates`: holds the templates of a usual stage and of one in China against CloudFormation's own
 * specifications (cfn-lint), each for its region. What is set aside is in .ci/cfn-lint.yaml, with its reason. Where
 * Python is missing it says so and passes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../../infra/product.ts';
import { CHECKERS, pythonOrLeaveOut, pythonPrograms } from './python.ts';

const USUAL = { mail: { sender: 'letters@example.com' }, baseUrl: 'https://sheets.example.com' };
const STAGES = {
  usual: {
    ...USUAL,
    account: '123456789012',
    region: 'ap-southeast-1',
    corsOrigins: ['https://console.example.com'],
  },
  china: {
    ...USUAL,
    account: '123456789012',
    region: 'cn-northwest-1',
    identity: { issuer: 'https://id.example.cn', audience: ['shoujie'] },
  },
};

function mustRun(program: string, args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd: REPOSITORY, stdio: 'inherit' });
  if (status === 0) return;
  process.exitCode = 1;
  throw new Error(`${args[0]} found something`);
}

const python = await pythonOrLeaveOut("CloudFormation's linter");
const programs = await pythonPrograms(python, CHECKERS);
const scratch = mkdtempSync(join(tmpdir(), 'shoujie-templates-'));
try {
  for (const [stage, settings] of Object.entries(STAGES)) {
    const assembly = join(scratch, stage);
    const context = ['-c', `stages=${JSON.stringify({ [stage]: settings })}`, '-c', `stage=${stage}`];
    const cdk = join(REPOSITORY, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    // CloudFormation's rules as CDK knows them are `npm run check:synth`'s.
    mustRun(process.execPath, [cdk, 'synth', '--quiet', '--no-validation', ...context, '--output', assembly]);
    const templates = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
    const lint = ['--config-file', '.ci/cfn-lint.yaml', '--regions', settings.region, '--'];
    mustRun(join(programs, 'cfn-lint'), [...lint, ...templates.map((name) => join(assembly, name))]);
    console.log(`cfn-lint has no finding in ${templates.length} templates for ${settings.region}.`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
