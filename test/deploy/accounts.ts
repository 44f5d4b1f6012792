/** People of a file come into the deployed table and the deployed pool, and open the API by the user names of their accounts. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { REPOSITORY } from '../../infra/product.ts';
import type { Api } from './api.ts';
import { BASE_URL, type Deployment } from './cdk.ts';
import { POOL_SENDER, sentLetters } from './emulator-differences.ts';
import { site, tokenOf } from './people.ts';

const run = promisify(execFile);

interface Stage {
  readonly endpoint: string;
  readonly deployment: Deployment;
  readonly api: Api;
}

/** @throws when the second run does anything, an invitation is not as it is to be, or whoever came in does not get in */
export async function accounts({ endpoint, deployment, api }: Stage, scratch: string): Promise<void> {
  const file = join(scratch, 'people.csv');
  const bring = async (active: string) => {
    const people = [
      'id,name,role,section,email,active',
      `guo,郭静,worker,engineering,guo@people.example,${active}`,
    ];
    await writeFile(file, people.join('\n'));
    const command = ['--import', 'tsx', 'infra/organisation.ts', 'import', file, '--site', site.id];
    const { stdout } = await run(
      process.execPath,
      [...command, '--stage', 'check', '--accounts', '--apply'],
      {
        cwd: REPOSITORY,
      },
    );
    return stdout;
  };
  assert.match(await bring('yes'), /\+ guo 郭静: made and invited/);
  assert.match(await bring('yes'), /Accounts: 0 made, 0 changed, 1 as they are/);
  // When a minute has ended meanwhile, the directory has written to them as well.
  const invitations = (await sentLetters(endpoint)).filter(
    ({ from, to }) => from === POOL_SENDER && to.includes('guo@people.example'),
  );
  assert.equal(invitations.length, 1);
  const [{ subject, html } = { subject: '', html: '' }] = invitations;
  assert.match(subject, /^首接：您的登录账号/);
  assert.match(
    html,
    new RegExp(`登录地址.*${BASE_URL}.*用户名：guo<.*初始密码：\\S{8}.*<hr>.*User name: guo<`, 's'),
  );
  const token = await tokenOf(new CognitoIdentityProviderClient(), deployment, 'guo');
  const me = await api('GET /me', { as: { token } });
  assert.equal(me.status, 200);
  assert.equal(JSON.parse(me.text).id, 'guo');
  assert.match(await bring('no'), /~ guo 郭静: has left: signed out everywhere and closed/);
}
