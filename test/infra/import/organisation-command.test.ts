import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisationCommand } from '../../../infra/import/organisation-command.ts';
import { readPeopleCsv } from '../../../infra/import/people-csv.ts';
import { changed } from '../../support/directory.ts';
import { DIRECTORY } from '../../support/factories.ts';
import { INTAKES, opened, REPAIRED, signed } from '../../support/intakes.ts';
import { type Json, startTestCloud, type TestCloud } from '../../support/local-cloud.ts';

const BOM = '\uFEFF';
const csv = (text: string) => readPeopleCsv(Buffer.from(text), DIRECTORY, 'en');

describe('a table of people', () => {
  it('is read with headers and words in either language, with a BOM and without', () => {
    const english = csv('id,name,role,section,phone,active\r\nw1,Wu Jun,worker,engineering,13900000000,\r\n');
    const chinese = csv(`${BOM}编号,姓名,职务,部门,电话,在职\nw1,Wu Jun,维修工,工程部,13900000000,是\n`);
    expect(english.faults).toEqual([]);
    expect(chinese).toEqual(english);
    expect(english.rows).toEqual([
      {
        line: 2,
        person: {
          ...{ id: 'w1', name: 'Wu Jun', role: 'worker', site: 'riverside', section: 'engineering' },
          ...{ phone: '13900000000', active: true },
        },
      },
    ]);
  });

  it('says of every row what is wrong with it, on the line where it begins', () => {
    const { rows, faults } = csv(
      [
        'id,name,role,section,email,active',
        'w1,Wu,worker,engineering,,',
        'w2,,worker,engineering,,',
        'w3,"Two',
        'lines",chief,engineering,nowhere,maybe',
        '',
        'no id!,Wu,worker,engineering,,',
        'w1,Wu again,worker,engineering,,',
        'w5,Wu,worker,engineering,,,one more',
      ].join('\n'),
    );
    expect(rows.map(({ line }) => line)).toEqual([2, 8]);
    expect(faults.map(({ line, detail }) => `${line} ${detail.split(/[:;]/)[0]}`)).toEqual([
      '3 name',
      '4 name',
      '4 role',
      '4 email',
      '4 active',
      '7 id',
      '9 7 cells for 6 columns',
      '8 id',
    ]);
  });

  it.each([
    ['', 1],
    ['id,name\nw1,Wu\n', 1],
    ['id,name,role,salary\nw1,Wu,worker,9\n', 1],
    ['id,name,role,姓名\nw1,Wu,worker,Wu\n', 1],
    ['id,name,role\nw1,"Wu,worker\n', 2],
  ])('%j is none', (text, line) => {
    const { rows, faults } = csv(text);
    expect(rows).toEqual([]);
    expect(faults.map((fault) => fault.line)).toContain(line);
  });

  it.each([
    ['zh-CN', /[A-Za-z]{4,}/],
    ['en', /\p{Script=Han}/u],
  ] as const)(
    'is told what is wrong in %s words alone, and in no regular expression',
    (language, foreign) => {
      const tables = [
        'id,name,role,section,phone\nw9,Wu,worker,engineering,123a\nno id!,Wu,worker,engi neering,\n',
        'id,name,role\nw1,Wu,worker\nw1,Wu,worker\nw2,Wu,worker,more\n',
        'id,name,role,salary\n',
        'id,name\n',
        'id,name,role,id\n',
        'id,name,role\nw1,"Wu,worker\n',
        '',
      ];
      const said = tables.flatMap((text) => readPeopleCsv(Buffer.from(text), DIRECTORY, language).faults);
      expect(said.length).toBeGreaterThan(8);
      for (const { detail } of said) {
        expect(detail).not.toMatch(/[\^$]|\[A-Z]|\(\?/);
        // Columns are called what the file may call them.
        const words = detail.replaceAll(/^[a-z]+: |“[^”]*”|"[^"]*"|UTF-8/g, '');
        expect(words, detail).not.toMatch(foreign);
      }
    },
  );

  it('in another encoding is refused as such', () => {
    const gbk = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xd0, 0xd5]);
    expect(readPeopleCsv(gbk, DIRECTORY, 'en').faults[0]?.detail).toContain('UTF-8');
  });
});

describe('npm run organisation', () => {
  let cloud: TestCloud;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shoujie-import-'));
    cloud = await startTestCloud();
  });
  afterAll(async () => {
    await cloud.stop();
    await rm(folder, { recursive: true });
  });

  async function run(command: string, content: string, ...more: string[]) {
    const file = join(folder, command);
    await writeFile(file, content);
    const said: string[] = [];
    const where = ['--site', 'riverside', '--table', cloud.tableName, '--endpoint', cloud.dynamodbEndpoint];
    const code = await organisationCommand([command, file, ...where, ...more], {
      say: (line) => said.push(line.replace(file, 'file')),
      language: 'en',
    });
    return { code, said };
  }
  const ledgerOf = async (id: string) =>
    (await cloud.as('hr-yang').get<{ entries: readonly Json[] }>(`/people/${id}/ledger`)).json;
  const people = async () =>
    (
      await cloud
        .as('director-wei')
        .get<{ people: readonly (Json & { id: string })[] }>('/organisation?site=riverside')
    ).json.people;

  const rows = Array.from(
    { length: 60 },
    (_, nth) => `crew-${nth},员工${nth},维修工,保洁部,crew${nth}@x.example`,
  );
  const table = (...lines: string[]) => `${BOM}编号,姓名,职务,部门,邮箱\r\n${lines.join('\r\n')}\r\n`;

  it('says what would change and changes it only when told to', async () => {
    const before = await people();
    const trial = await run('import', table(...rows, 'worker-wu,吴建国,主管,工程部,wu@x.example'));
    expect([trial.code, trial.said.at(-2)]).toEqual([0, '60 new, 1 changed, 0 as they are.']);
    expect(await people()).toEqual(before);

    const done = await run('import', table(...rows, 'worker-wu,吴建国,主管,工程部,wu@x.example'), '--apply');
    expect([done.code, done.said.at(-1)]).toEqual([0, 'Imported.']);
    const after = await people();
    expect(after).toHaveLength(before.length + 60);
    // What the file has no column for has stayed.
    expect(after.find(({ id }) => id === 'worker-wu')).toMatchObject({
      ...{ role: 'supervisor', phone: '13800000007', language: 'zh-CN', version: 2 },
    });
    const again = await run('import', table(...rows), '--apply');
    expect(again.said.at(-2)).toBe('0 new, 0 changed, 60 as they are.');
    expect((await cloud.as('crew-59').get('/me')).json).toMatchObject({ name: '员工59' });
    // Each stands in the ledger as the cloud team's, once.
    for (const [id, was] of [
      ['crew-59', null],
      ['worker-wu', { role: 'worker' }],
    ] as const) {
      const ledger = await ledgerOf(id);
      expect(ledger).toMatchObject({
        intact: true,
        entries: [{ seq: 1, actor: { id: 'cloud-team' }, before: was }],
      });
      expect(ledger.entries, id).toHaveLength(1);
    }
  });

  it('changes several of those above the sites in one go, and what is remembered of them', async () => {
    for (const id of ['hr-yang', 'administrator-shen']) {
      const { json } = await cloud.as('overseer-han').get<Json>(`/people/${id}`);
      const { id: _id, version: _version, names: _names, ...body } = json;
      expect((await changed(cloud, 'director-wei', id, { ...body, sites: ['*'] })).status).toBe(200);
    }
    const lines = [
      'hr-yang,杨帆,人事,,yang@company.example',
      'administrator-shen,沈洁,行政人员,,shen@company.example',
    ];
    const done = await run('import', table(...lines), '--apply');
    expect([done.code, done.said.at(-2)]).toEqual([0, '0 new, 2 changed, 0 as they are.']);
    const found = (await people()).filter(({ id }) => id === 'hr-yang' || id === 'administrator-shen');
    expect(found.map(({ email }) => email).toSorted()).toEqual([
      'shen@company.example',
      'yang@company.example',
    ]);
    for (const id of ['hr-yang', 'administrator-shen']) {
      expect((await cloud.as('hr-yang').get<Json>(`/people/${id}`)).json.sites ?? ['*']).toEqual(['*']);
    }
  });

  it('appoints an overseer, who is entered too', async () => {
    const appoint = async (...more: string[]) => {
      const said: string[] = [];
      const where = ['--site', 'riverside', '--table', cloud.tableName, '--endpoint', cloud.dynamodbEndpoint];
      const setting = { say: (line: string) => said.push(line), language: 'en' as const };
      return { code: await organisationCommand(['overseer', ...more, ...where], setting), said };
    };
    const who = ['overseer-tang', '--name', '唐宁', '--email', 'tang@riverside.example'];
    expect(await appoint(...who)).toEqual({
      code: 0,
      said: ['+ overseer-tang 唐宁 (overseer)', 'This was a trial: --apply appoints them.'],
    });
    expect((await cloud.as('overseer-tang').get('/me')).status).toBe(401);
    expect((await appoint(...who, '--apply')).code).toBe(0);
    expect((await cloud.as('overseer-tang').get('/me')).json).toMatchObject({
      role: 'overseer',
      name: '唐宁',
    });
    expect(await ledgerOf('overseer-tang')).toMatchObject({
      intact: true,
      entries: [{ actor: { id: 'cloud-team' }, before: null, after: { role: 'overseer' } }],
    });
    // Somebody who is there leaves their section; nobody is taken from a site that would have no director.
    expect((await appoint('guard-chu', '--apply')).code).toBe(0);
    const { json } = await cloud.as('overseer-tang').get<Json>('/people/guard-chu');
    expect(json).toMatchObject({ role: 'overseer', name: '褚勇', version: 2 });
    expect(json.section).toBeUndefined();
    expect((await appoint('director-wei', '--apply')).code).toBe(1);
    expect((await appoint('no id', '--apply')).code).toBe(1);
    expect((await appoint('overseer-bai', '--email', 'nowhere', '--apply')).code).toBe(1);
  });

  it('imports none where one is wrong', async () => {
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.repair);
    await signed(cloud, id, [REPAIRED[0], ['worker-zheng', { step: 'accept' }]]);
    const before = await people();
    const { code, said } = await run(
      'import',
      table(
        'newcomer,新人,维修工,工程部,',
        'newcomer-2,新人,维修工,厨房,',
        'worker-zheng,郑海涛,维修工,保洁部,',
        'director-wei,魏东,人事,,',
        'system,系统,人事,,',
      ),
      '--apply',
    );
    expect(code).toBe(1);
    expect(said.at(-1)).toBe('4 faults: nothing was imported.');
    expect(said.slice(0, -1).map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'file:3: section',
      'file:4: worker-zheng',
      'file:5: director-wei',
      'file:6: id',
    ]);
    expect(await people()).toEqual(before);
  });

  it('puts a year’s days in the place of what is published, in versions', async () => {
    const days = { 2027: { holidays: ['2027-01-01', '2027-01-04'], workdays: ['2027-01-02'] } };
    expect(
      (await run('calendar', '{"2027":{"holidays":["2027-01-01"],"workdays":["2027-01-01"]}}', '--apply'))
        .code,
    ).toBe(1);
    expect((await run('calendar', '{', '--apply')).code).toBe(1);
    expect((await run('calendar', JSON.stringify(days))).said.at(-1)).toContain('trial');
    expect((await run('calendar', JSON.stringify(days), '--apply')).said.at(-1)).toBe('Written.');
    expect((await run('calendar', JSON.stringify(days), '--apply')).said).toEqual(['Nothing changes.']);
    const { id } = await opened(cloud.as('receptionist-sun'), INTAKES.report);
    const read = await cloud
      .as('director-wei')
      .get<{ clocks: readonly { name: string; calendar: string }[] }>(`/sheets/${id}`);
    expect(read.json.clocks.find(({ name }) => name === 'dispatch')?.calendar).toBe('office-hours-1+2027.1');
  });

  it('says how it is used when it is not understood, and what is missing', async () => {
    const said: string[] = [];
    const setting = { say: (line: string) => said.push(line), language: 'en' as const };
    expect(await organisationCommand(['import'], setting)).toBe(2);
    expect(await organisationCommand(['export', 'x', '--site', 's', '--table', 't'], setting)).toBe(2);
    expect(said[0]).toContain('npm run organisation');
  });
});
