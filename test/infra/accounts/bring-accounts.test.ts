import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { organisationCommand } from '../../../infra/import/organisation-command.ts';
import { REPOSITORY } from '../../../infra/product.ts';
import type { Language } from '../../../shared/domain/model/directory.ts';
import { type PoolServer, startPoolServer } from '../../support/infra/pool-server.ts';
import { startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

let cloud: TestCloud;
let pool: PoolServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoujie-accounts-'));
  cloud = await startTestCloud();
});
afterAll(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  pool = await startPoolServer();
  pool.outputs = {
    ...{ TableName: cloud.tableName, UserPoolId: 'eu-central-1_test', ConsoleClientId: 'console' },
    Issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_test',
  };
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await pool.close();
});

const environment = () => ({
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.url,
  AWS_ENDPOINT_URL_CLOUDFORMATION: pool.url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});

const HEADER = 'id,name,role,section,email,phone,active';
/** A file of people; each test has its own, since the directory that they come into is one. */
async function fileOf(name: string, ...lines: string[]): Promise<string> {
  const file = join(folder, `${name}.csv`);
  await writeFile(file, `${[HEADER, ...lines].join('\n')}\n`);
  return file;
}

const argumentsFor = (file: string) => [
  ...['import', file, '--site', 'riverside', '--stage', 'test', '--endpoint', cloud.dynamodbEndpoint],
];

async function run(file: string, more: readonly string[], language: Language = 'en') {
  const said: string[] = [];
  const output = { say: (line: string) => said.push(line), language };
  const code = await organisationCommand([...argumentsFor(file), '--accounts', ...more], output);
  return { code, said: said.filter((line) => !line.startsWith(file)) };
}
const applied = (file: string, ...more: string[]) => run(file, ['--apply', ...more]);

const made = () =>
  [...pool.users.values()].map(({ username, attributes, isOpen }) => ({ username, isOpen, ...attributes }));

describe('npm run organisation -- import --accounts', () => {
  it('makes an account for each, invites them, and the second time does nothing', async () => {
    const file = await fileOf(
      'made',
      'made-lin,林青,receptionist,customer-service,Lin@x.example,13800000101,',
      'made-tang,唐宁,resident,,tang@x.example,010-1234567,',
      'made-bai,白雪,worker,cleaning,,,',
      'made-old,旧人,resident,,,13800000102,',
      'made-gone,走人,worker,cleaning,gone@x.example,,no',
    );
    const trial = await run(file, []);
    expect(trial).toMatchObject({ code: 0 });
    expect(made()).toEqual([]);
    const done = await applied(file);
    expect(done.code).toBe(0);
    expect(done.said).toEqual([
      '5 new, 0 changed, 0 as they are.',
      'Imported.',
      '+ made-lin 林青: made and invited',
      '+ made-tang 唐宁: made and invited',
      '+ made-bai 白雪: made; without a mail address they need a first password from you',
      '- made-old 旧人: a resident without a mail address has no account: the desk is there, and the link of their sheet',
      'Accounts: 3 made, 0 changed, 1 as they are, 1 left out.',
    ]);
    // The trial said the same of the accounts.
    expect(trial.said.filter((line) => /^[+-]|^Accounts/.test(line))).toEqual(done.said.slice(2));
    expect(made()).toEqual([
      {
        ...{ username: 'made-lin', isOpen: true, name: '林青', locale: 'zh-CN' },
        ...{ email: 'Lin@x.example', email_verified: 'true' },
        ...{ phone_number: '+8613800000101', phone_number_verified: 'true' },
      },
      {
        ...{ username: 'made-tang', isOpen: true, name: '唐宁', locale: 'zh-CN' },
        ...{ email: 'tang@x.example', email_verified: 'true' },
      },
      { username: 'made-bai', isOpen: true, name: '白雪', locale: 'zh-CN' },
    ]);
    expect(pool.invitations).toEqual(['Lin@x.example', 'tang@x.example']);

    pool.asked.length = 0;
    expect((await applied(file)).said.at(-1)).toBe(
      'Accounts: 0 made, 0 changed, 4 as they are, 1 left out. 3 have never logged in; --invite-again invites them again.',
    );
    expect(pool.asked).toEqual([]);
    expect(await applied(file, '--invite-again')).toMatchObject({ code: 0 });
    expect(pool.invitations).toHaveLength(4);
  });

  it('follows who changed their mail or phone, and closes whom the file says to have left', async () => {
    const file = await fileOf(
      'follow',
      'fol-mail,一,worker,cleaning,one@x.example,13800000201,',
      'fol-new,二,worker,cleaning,two@x.example,,',
      'fol-gone,三,worker,cleaning,three@x.example,13800000203,',
      'fol-less,四,worker,cleaning,four@x.example,13800000204,',
    );
    await applied(file);
    for (const [name, user] of pool.users) user.status = name === 'fol-new' ? user.status : 'CONFIRMED';
    const subOf = (name: string) => pool.users.get(name)?.sub;
    const [kept, before] = [subOf('fol-mail'), subOf('fol-new')];
    await fileOf(
      'follow',
      'fol-mail,一,worker,cleaning,uno@x.example,13800000299,',
      'fol-new,二,worker,cleaning,dos@x.example,,',
      'fol-gone,三,worker,cleaning,three@x.example,13800000203,no',
      'fol-less,四,worker,cleaning,,,',
    );
    const { code, said } = await applied(file);
    expect([code, said.slice(-5)]).toEqual([
      0,
      [
        '~ fol-mail 一: mail, phone changed',
        '~ fol-new 二: another mail address, and never logged in: made again and invited there',
        '~ fol-gone 三: has left: signed out everywhere and closed',
        '~ fol-less 四: mail, phone changed',
        'Accounts: 0 made, 4 changed, 0 as they are. 1 have never logged in; --invite-again invites them again.',
      ],
    ]);
    expect(pool.users.get('fol-mail')?.attributes).toMatchObject({
      ...{ email: 'uno@x.example', email_verified: 'true', phone_number: '+8613800000299' },
    });
    expect(subOf('fol-mail')).toBe(kept);
    expect(subOf('fol-new')).not.toBe(before);
    expect(pool.invitations.filter((address) => address === 'dos@x.example')).toHaveLength(1);
    expect(pool.users.get('fol-gone')).toMatchObject({ isOpen: false, signOuts: 1 });
    // Nothing that somebody no longer has can bring them a code.
    expect(pool.users.get('fol-less')?.attributes).toEqual({ name: '四', locale: 'zh-CN' });
    pool.asked.length = 0;
    await applied(file);
    expect(pool.asked).toEqual([]);

    await fileOf('follow', 'fol-gone,三,worker,cleaning,three@x.example,13800000203,');
    expect((await applied(file)).said.at(-2)).toBe('~ fol-gone 三: opened again');
    expect(pool.users.get('fol-gone')).toMatchObject({ isOpen: true });
  });

  it('never takes two ids that differ by capitals alone for one person, whatever becomes of either', async () => {
    const small = (more: string) => `case-lu,鲁立,worker,cleaning,lu@x.example,,${more}`;
    const great = (more: string) => `Case-Lu,卢丽,worker,cleaning,li@x.example,,${more}`;
    const why = '! Case-Lu 卢丽: an id with capital letters is no user name: write it in small ones';
    const both = await applied(await fileOf('case-both', great(''), small('')));
    expect([both.code, both.said.filter((line) => /case-lu/i.test(line))]).toEqual([
      1,
      [why, '+ case-lu 鲁立: made and invited'],
    ]);
    const account = () => made().filter(({ username }) => /case-lu/i.test(username));
    const theirs = [{ username: 'case-lu', isOpen: true, name: '鲁立', email: 'lu@x.example' }];
    expect(account()).toMatchObject(theirs);
    // Neither who is written otherwise nor who leaves touches the account of the other.
    const gone = await applied(await fileOf('case-gone', great('no'), small('')));
    expect([gone.code, account()]).toMatchObject([0, theirs]);
    const { code } = await applied(await fileOf('case-left', great('no'), small('no')));
    expect([code, account()]).toMatchObject([0, [{ ...theirs[0], isOpen: false }]]);
  });

  it('is stopped for the others by nobody, and says of each in the reader’s words why', async () => {
    const file = await fileOf(
      'faults',
      'flt-one,甲,worker,cleaning,shared@x.example,13800000301,',
      'flt-same,乙,worker,cleaning,shared@x.example,,',
      'flt-phone,丙,worker,cleaning,own@x.example,13800000301,',
      'FLT-Capital,丁,worker,cleaning,capital@x.example,,',
      'flt-bounce,戊,worker,cleaning,bounce@x.example,,',
      'flt-last,己,worker,cleaning,last@x.example,,',
    );
    pool.onAction = (action, name) =>
      action === 'AdminCreateUser' && name === 'flt-bounce' ? 'CodeDeliveryFailureException' : undefined;
    const { code, said } = await run(file, ['--apply'], 'zh-CN');
    expect(code).toBe(1);
    expect(said.slice(2)).toEqual([
      '+ flt-one 甲: 开通账号，发送邀请函',
      '! flt-same 乙: 他人的账号已用此邮箱或编号。',
      '+ flt-phone 丙: 开通账号，发送邀请函；此电话已用于他人的账号，不能用来登录',
      '! FLT-Capital 丁: 编号含大写字母，不能作用户名：请改用小写',
      '! flt-bounce 戊: 账号已开通，邀请函却未能发出：请核对邮箱，再加 --invite-again 重试。',
      '+ flt-last 己: 开通账号，发送邀请函',
      '账号：新开 3，变更 0，不变 0，未成 3。',
      '处理以上问题后再运行一次：已做的不会重做。',
    ]);
    expect([...pool.users.keys()]).toEqual(['flt-one', 'flt-phone', 'flt-last']);
    expect(pool.users.get('flt-phone')?.attributes).toMatchObject({ phone_number_verified: 'false' });
    // A telephone number that cannot log in is not tried again and again.
    pool.onAction = () => undefined;
    pool.asked.length = 0;
    expect((await applied(file)).code).toBe(1);
    expect(pool.asked).toEqual(['AdminCreateUser flt-same', 'AdminCreateUser flt-bounce']);
  });

  it('waits where it is asked too often, and leaves off where the pool sends no more letters that day', async () => {
    const file = await fileOf(
      'busy',
      'busy-one,甲,worker,cleaning,b1@x.example,,',
      'busy-two,乙,worker,cleaning,b2@x.example,,',
      'busy-three,丙,worker,cleaning,b3@x.example,,',
    );
    let throttled = 0;
    pool.onAction = () => {
      throttled += 1;
      return throttled % 2 === 1 ? 'TooManyRequestsException' : undefined;
    };
    expect((await applied(file)).code).toBe(0);
    expect(pool.invitations).toEqual(['b1@x.example', 'b2@x.example', 'b3@x.example']);
    expect(throttled).toBeGreaterThan(6);

    pool.users.clear();
    pool.invitations.length = 0;
    pool.onAction = (action) =>
      action === 'AdminCreateUser' && pool.invitations.length === 2 ? 'LimitExceededException' : undefined;
    const { code, said } = await applied(file);
    expect([code, said.at(-2)]).toEqual([1, 'Accounts: 2 made, 0 changed, 0 as they are.']);
    expect(said.at(-1)).toMatch(/^The user pool does no more for now .* run it again later\.$/);
    pool.onAction = () => undefined;
    expect((await applied(file)).said.at(-2)).toBe('+ busy-three 丙: made and invited');
    expect(pool.invitations).toHaveLength(3);
  });

  it('killed at any moment and run again comes to the same, and invites nobody twice', async () => {
    const lines = Array.from(
      { length: 6 },
      (_, nth) => `kill-${nth},员工${nth},worker,cleaning,k${nth}@x.example,,`,
    );
    const file = await fileOf('killed', ...lines);
    const inProcess = async (onDone: PoolServer['onDone']) => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', 'infra/organisation.ts', ...argumentsFor(file), '--accounts', '--apply'],
        {
          cwd: REPOSITORY,
          env: { ...process.env, ...environment(), LANG: 'C' },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (said += String(chunk)));
      pool.onDone = (action, name) => {
        if (child.exitCode === null) onDone(action, name);
        if (action === 'AdminCreateUser' && name === 'kill-2' && said !== '') child.kill('SIGKILL');
      };
      const [code, signal] = await once(child, 'close');
      return { how: code ?? signal, said };
    };
    const first = await inProcess(() => undefined);
    expect(first.how, first.said).toBe('SIGKILL');
    expect([...pool.users.keys()]).toEqual(['kill-0', 'kill-1', 'kill-2']);
    const second = await inProcess(() => undefined);
    expect(second.how, second.said).toBe(0);
    expect([...pool.users.keys()]).toEqual(lines.map((_, nth) => `kill-${nth}`));
    expect(pool.invitations).toEqual(lines.map((_, nth) => `k${nth}@x.example`));
    // Nothing that opens an account is said.
    expect(first.said + second.said).not.toMatch(/password is|TemporaryPassword/);
  });

  it('made again at another address, killed in between, is made by the next run', async () => {
    const file = await fileOf('again', 'agn-one,甲,worker,cleaning,old@x.example,,');
    await applied(file);
    await fileOf('again', 'agn-one,甲,worker,cleaning,new@x.example,,');
    pool.onAction = (action) => (action === 'AdminCreateUser' ? 'InternalErrorException' : undefined);
    await expect(applied(file)).rejects.toThrow();
    expect(pool.users.size).toBe(0);
    pool.onAction = () => undefined;
    expect((await applied(file)).said.at(-2)).toBe('+ agn-one 甲: made and invited');
    expect(pool.invitations).toEqual(['old@x.example', 'new@x.example']);
  });

  it('takes what was done for done where the answer was lost', async () => {
    const file = await fileOf('lost', 'lost-one,甲,worker,cleaning,lost@x.example,13800000401,');
    const lost = new Set<string>();
    pool.onDone = (action) => {
      if (!['AdminCreateUser', 'AdminDeleteUser'].includes(action) || lost.has(action)) return;
      lost.add(action);
      throw new Error('lost');
    };
    expect((await applied(file)).said.at(-2)).toBe('+ lost-one 甲: made and invited');
    expect(pool.invitations).toEqual(['lost@x.example']);
    await fileOf('lost', 'lost-one,甲,worker,cleaning,found@x.example,13800000401,');
    expect((await applied(file)).said.at(-2)).toMatch(/made again and invited there$/);
    expect([...lost]).toEqual(['AdminCreateUser', 'AdminDeleteUser']);
    expect(pool.invitations).toEqual(['lost@x.example', 'found@x.example']);
  });

  it('knows whom earlier versions knew by the sub of their account', async () => {
    const sub = '3f0c2a10-5a52-4b7e-9c58-0d1f4e6a7b89';
    pool.users.set('sun.li', {
      ...{
        username: 'sun.li',
        sub,
        attributes: {},
        status: 'FORCE_CHANGE_PASSWORD',
        isOpen: true,
        signOuts: 0,
      },
    });
    const file = await fileOf('sub', `${sub},孙力,worker,cleaning,sub@x.example,,`);
    expect((await applied(file)).said.at(-2)).toBe(`~ ${sub} 孙力: mail, name, language changed`);
    expect(made()).toMatchObject([{ username: 'sun.li', email: 'sub@x.example' }]);
    expect(pool.users.get('sun.li')?.sub).toBe(sub);
    await fileOf('sub', `${sub},孙力,worker,cleaning,sub@x.example,,no`);
    expect(await applied(file)).toMatchObject({ code: 0 });
    expect(pool.users.get('sun.li')).toMatchObject({ isOpen: false, signOuts: 1 });
  });

  it('says where accounts are made that are not made here, and imports nobody then', async () => {
    const file = await fileOf('elsewhere', 'els-one,甲,worker,cleaning,els@x.example,,');
    pool.outputs = { TableName: cloud.tableName, Issuer: 'https://id.example.com' };
    const { code, said } = await applied(file);
    expect(code).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(/^This stage takes the tokens of https:\/\/id\.example\.com: .* not here/),
    ]);
    expect((await cloud.as('els-one').get('/me')).status).toBe(401);
    pool.outputs = { TableName: cloud.tableName, UserPoolId: 'x', Issuer: 'https://x' };
    expect((await run(file, [], 'zh-CN')).said).toEqual([expect.stringMatching(/^环境 test 部署的是旧版本/)]);
    // Without --accounts they come in as ever.
    const words: string[] = [];
    const output = { say: (line: string) => words.push(line), language: 'en' as const };
    expect(await organisationCommand([...argumentsFor(file), '--apply'], output)).toBe(0);
    const [, , ...site] = argumentsFor(file);
    const local = [
      'import',
      file,
      '--table',
      cloud.tableName,
      '--accounts',
      ...site.filter((each) => !/stage|test$/.test(each)),
    ];
    expect(await organisationCommand(local, output)).toBe(1);
    expect(words.at(-1)).toMatch(/^--accounts wants the deployed stage/);
    expect(
      await organisationCommand(['calendar', file, '--site', 's', '--table', 't', '--accounts'], output),
    ).toBe(2);
    expect(
      await organisationCommand(['import', file, '--site', 's', '--table', 't', '--invite-again'], output),
    ).toBe(2);
  });

  it('makes that of an overseer whom the cloud team appoints', async () => {
    const [, , ...where] = argumentsFor('');
    const said: string[] = [];
    const output = { say: (line: string) => said.push(line), language: 'en' as const };
    const who = ['overseer', 'acc-overseer', '--name', '韩青', '--email', 'han@x.example'];
    expect(await organisationCommand([...who, ...where, '--accounts', '--apply'], output)).toBe(0);
    expect(said.at(-2)).toBe('+ acc-overseer 韩青: made and invited');
    expect(pool.invitations).toEqual(['han@x.example']);
  });
});
