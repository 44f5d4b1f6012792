import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../infra/settings.ts';
import { DEFAULT_TERMS } from '../../shared/domain/cases/terms.ts';
import { DEFAULT_LIMITS } from '../../shared/domain/organisation/limits.ts';
import { NEEDED, projectContext } from '../support/infra/synthesis.ts';

const read = (settings: Record<string, unknown>, onTop: Record<string, unknown> = {}) =>
  readSettings({ stages: { test: { ...NEEDED, ...settings } }, stage: 'test', ...onTop });

const CERTIFICATE = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';

describe('the settings of a stage', () => {
  test('are safe where nothing is set but what has no default', () => {
    expect(read({})).toEqual({
      stage: 'test',
      disposable: false,
      identity: 'cognito',
      secondFactor: 'required',
      login: { mail: 'cognito' },
      corsOrigins: [],
      throttle: { rate: 500, burst: 1000 },
      openThrottle: { rate: 50, burst: 100 },
      reservedConcurrency: { public: 20, link: 20, breach: 50 },
      logRetentionDays: 180,
      accessLogRetentionDays: 365,
      archiveRetentionDays: 3650,
      anchors: { every: 'P1D', retentionDays: 3650 },
      mail: { sender: 'letters@example.com', rate: 10 },
      baseUrl: 'https://sheets.example.com',
      timeZone: 'Asia/Shanghai',
      release: 'canary',
      console: 'here',
      tableForm: 'present',
      cases: DEFAULT_TERMS,
      limits: DEFAULT_LIMITS,
      retention: { sheets: 'P3Y', complaints: 'P5Y', cases: 'P10Y' },
      robots: [],
    });
  });

  test('come from the stage that is asked for, dev if none is', () => {
    const stages = {
      dev: { ...NEEDED, logRetentionDays: 7 },
      prod: { ...NEEDED, logRetentionDays: 365 },
    };
    expect(readSettings({ stages })).toMatchObject({ stage: 'dev', logRetentionDays: 7 });
    expect(readSettings({ stages, stage: 'prod' })).toMatchObject({ stage: 'prod', logRetentionDays: 365 });
  });

  test('are overridden on the command line, where all but text is JSON', () => {
    const onTop = {
      disposable: 'true',
      logRetentionDays: '30',
      account: '012345678901',
      region: 'eu-central-1',
      corsOrigins: '["https://console.example.com"]',
      identity: '{"issuer":"https://id.example.com/realms/a","audience":["shoujie"]}',
      mail: '{"sender":"desk@example.com","region":"ap-southeast-1","rate":2.5}',
      baseUrl: 'http://localhost:3000/app',
      cases: '{"window":"PT2M","review":{"1":"PT1M"}}',
      limits: '{"intakesAnHour":12}',
      retention: '{"cases":"P20Y"}',
      anchors: '{"every":"PT1H"}',
      alarmAddress: 'on-call@example.com',
      tableForm: 'plain',
      timeZone: 'Asia/Urumqi',
      login: '{"domain":"riverside-desk","mail":"ses-domain"}',
      domain: `{"name":"api.example.com","certificateArn":"${CERTIFICATE}"}`,
      firstAdministrator: '{"person":"4f6c-1","site":"riverside","name":"沈洁"}',
    };
    expect(read({ logRetentionDays: 7, throttle: { rate: 5, burst: 6 } }, onTop)).toEqual({
      stage: 'test',
      disposable: true,
      logRetentionDays: 30,
      accessLogRetentionDays: 365,
      archiveRetentionDays: 3650,
      anchors: { every: 'PT1H', retentionDays: 3650 },
      account: '012345678901',
      region: 'eu-central-1',
      secondFactor: 'required',
      login: { domain: 'riverside-desk', mail: 'ses-domain' },
      corsOrigins: ['https://console.example.com'],
      identity: {
        issuer: 'https://id.example.com/realms/a',
        audience: ['shoujie'],
        claim: 'sub',
        tokens: 'access',
        scope: 'openid',
      },
      throttle: { rate: 5, burst: 6 },
      openThrottle: { rate: 50, burst: 100 },
      // An account for trials may have ten runs at once in all.
      reservedConcurrency: 'off',
      mail: { sender: 'desk@example.com', region: 'ap-southeast-1', rate: 2.5 },
      baseUrl: 'http://localhost:3000/app',
      cases: { ...DEFAULT_TERMS, window: 'PT2M', review: { 1: 'PT1M', 2: 'P20D' } },
      limits: { ...DEFAULT_LIMITS, intakesAnHour: 12 },
      retention: { sheets: 'P3Y', complaints: 'P5Y', cases: 'P20Y' },
      robots: [],
      alarmAddress: 'on-call@example.com',
      timeZone: 'Asia/Urumqi',
      domain: { name: 'api.example.com', certificateArn: CERTIFICATE },
      console: 'here',
      release: 'all-at-once',
      tableForm: 'plain',
      firstAdministrator: { person: '4f6c-1', site: 'riverside', name: '沈洁' },
    });
  });

  test('take tags that AWS takes, and none in the place of the product’s own', () => {
    const tags = { 'cost-centre': '4711', 负责人: '' };
    expect(read({ tags }).tags).toEqual(tags);
    expect(read({}).tags).toBeUndefined();
    const many = Object.fromEntries(Array.from({ length: 49 }, (_, nth) => [`t${nth}`, '']));
    for (const wrong of [
      { 'aws:x': '1' },
      { stage: 'x' },
      { product: 'x' },
      { 'a;b': '1' },
      { a: 1 },
      { '': 'x' },
      many,
    ]) {
      expect(sentences({ stages: { test: { ...NEEDED, tags: wrong } }, stage: 'test' })).toEqual([
        expect.stringMatching(/^Setting "tags" cannot be .*: write up to 48 tags/),
      ]);
    }
  });

  describe('of a second region', () => {
    const here = { account: '123456789012', region: 'ap-east-1' };
    const identity = { issuer: 'https://id.example.cn', audience: ['shoujie'] };
    const said = (settings: object) =>
      sentences({ stages: { test: { ...NEEDED, identity, ...settings } }, stage: 'test' });

    test('name another one, and keep copies no longer than backups may be kept', () => {
      expect(read({ ...here, backupCopy: { region: 'ap-southeast-1' } }).backupCopy).toEqual({
        region: 'ap-southeast-1',
        days: 35,
      });
      expect(said({ ...here, backupCopy: { region: 'ap-southeast-1', days: 36 } })).toEqual([
        expect.stringMatching(
          /^Setting "backupCopy" cannot be .*: write another region, and for how many days/,
        ),
      ]);
    });

    test.each([
      ['the same', { ...here, backupCopy: { region: 'ap-east-1' } }, /^Copies belong into another region/],
      [
        'of a stage that has none',
        { backupCopy: { region: 'ap-east-1' } },
        /^Copies belong into another region/,
      ],
      [
        'out of China',
        { ...here, region: 'cn-north-1', backupCopy: { region: 'ap-east-1' } },
        /^Nothing is copied into China or out/,
      ],
      [
        'into China',
        { ...here, backupCopy: { region: 'cn-north-1' } },
        /^Nothing is copied into China or out/,
      ],
      [
        'of a disposable stage',
        { ...here, disposable: true, backupCopy: { region: 'eu-west-1' } },
        /^A disposable stage goes/,
      ],
    ])('do not take one that is %s', (_, settings, sentence) => {
      expect(said(settings)).toEqual([expect.stringMatching(sentence)]);
    });
  });

  test('keep runs for functions of the manifest alone', () => {
    expect(read({ reservedConcurrency: 'off' }).reservedConcurrency).toBe('off');
    expect(read({ reservedConcurrency: { public: 5 } }).reservedConcurrency).toEqual({ public: 5 });
    for (const reservedConcurrency of [{ publik: 5 }, { public: 0 }, 20]) {
      expect(sentences({ stages: { test: { ...NEEDED, reservedConcurrency } }, stage: 'test' })).toEqual([
        expect.stringMatching(/^Setting "reservedConcurrency" cannot be .*: write "off", or runs at once/),
      ]);
    }
  });

  test('leave the context of the CDK itself alone', () => {
    const cdk = { '@aws-cdk/core:x': true, 'aws:cdk:y': [], 'vpc-provider:z': {}, 'cli-telemetry': false };
    expect(read({}, cdk)).toEqual(read({}));
  });

  test('of dev in cdk.json are whole', () => {
    expect(readSettings(projectContext)).toMatchObject({ stage: 'dev' });
  });

  test('of the examples in docs/operations.md are whole, and there is one for each kind of stage', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const [, written = ''] = /```json\n"stages": (\{[\s\S]*?\n\})\n```/.exec(page) ?? [];
    const stages: Record<string, unknown> = JSON.parse(written);
    expect(Object.keys(stages)).toEqual(['dev', 'staging', 'prod', 'cn']);
    for (const stage of Object.keys(stages)) expect(readSettings({ stages, stage })).toMatchObject({ stage });
  });
});

const sentences = (context: Record<string, unknown>): string[] => {
  try {
    readSettings(context);
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
  return [];
};

const mail =
  'the bare address that letters come from and how many go out a second at most, from 1 to 1000, such as "mail": { "sender": "letters@example.com", "rate": 10 }, and where there is no SES the mail server, as "smtp": { "host": "smtp.example.com", "port": 465, "secret": "shoujie/mail" }';
const smtp = { host: 'smtp.example.com', secret: 'mail' };
const login =
  'a prefix of small letters, digits and hyphens, or a host name and a certificate for it in us-east-1, and who sends invitations, "cognito", "ses-domain" or "ses-address", such as "login": { "domain": "riverside-desk", "mail": "ses-domain" }';
const domain =
  'a host name and the certificate for it in the stage\'s region, such as "domain": { "name": "api.example.com", "certificateArn": "arn:aws:acm:ap-southeast-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000" }';
const baseUrl =
  'the address that links in letters begin with, without a slash at its end, such as "baseUrl": "https://sheets.example.com/app"';

describe('a missing setting', () => {
  test('says what to write where', () => {
    const place = ', under context.stages.prod in cdk.json.';
    expect(sentences({ stages: { prod: {} }, stage: 'prod' })).toEqual([
      `Setting "mail" is missing: write ${mail}${place}`,
      `Setting "baseUrl" is missing: write ${baseUrl}${place}`,
    ]);
  });
});

describe('a wrong setting', () => {
  const inStage = ', under context.stages.test in cdk.json.';
  const wrongBaseUrl = (url: string) => `Setting "baseUrl" cannot be "${url}": write ${baseUrl}`;
  const oidc = '"identity": { "issuer": "https://id.example.com", "audience": ["shoujie"], "claim": "sub" }';

  test.each([
    [
      { disposable: 'maybe' },
      `Setting "disposable" cannot be "maybe": write "disposable": true or "disposable": false${inStage}`,
    ],
    [
      { account: 123456789012 },
      `Setting "account" cannot be 123456789012: write the 12 digits of the account in quotes, such as "account": "123456789012"${inStage}`,
    ],
    [
      { region: 'Frankfurt' },
      `Setting "region" cannot be "Frankfurt": write the code of a region, such as "region": "ap-southeast-1"${inStage}`,
    ],
    [
      { throttle: { rate: 0, burst: 1.5 } },
      `Setting "throttle" cannot be {"rate":0,"burst":1.5}: write whole numbers from 1 to 10000, such as "throttle": { "rate": 500, "burst": 1000 }${inStage}`,
    ],
    [
      { throttle: { rate: 5 } },
      `Setting "throttle" cannot be {"rate":5}: write whole numbers from 1 to 10000, such as "throttle": { "rate": 500, "burst": 1000 }${inStage}`,
    ],
    [
      { corsOrigins: ['*'] },
      `Setting "corsOrigins" cannot be ["*"]: write a list of origins without path or *, such as "corsOrigins": ["https://console.example.com"]${inStage}`,
    ],
    [
      { corsOrigins: ['https://a.example/'] },
      `Setting "corsOrigins" cannot be ["https://a.example/"]: write a list of origins without path or *, such as "corsOrigins": ["https://console.example.com"]${inStage}`,
    ],
    [
      { identity: { issuer: 'http://id.example.com', audience: ['a'] } },
      `Setting "identity" cannot be {"issuer":"http://id.example.com","audience":["a"]}: write "identity": "cognito", or the issuer of your tokens as ${oidc}${inStage}`,
    ],
    [
      { identity: { issuer: 'https://id.example.com', audience: [] } },
      `Setting "identity" cannot be {"issuer":"https://id.example.com","audience":[]}: write "identity": "cognito", or the issuer of your tokens as ${oidc}${inStage}`,
    ],
    [
      { region: 'cn-north-1' },
      `China regions have no Cognito user pools: write the issuer of your tokens as ${oidc}${inStage}`,
    ],
    [
      { console: 'nowhere' },
      `Setting "console" cannot be "nowhere": write "console": "here", or "console": "elsewhere" where a server of your own serves its files${inStage}`,
    ],
    [
      { console: 'elsewhere', cdn: {} },
      `A console elsewhere has no files here to be kept near people: leave "cdn" out${inStage}`,
    ],
    [
      { region: 'cn-north-1', identity: { issuer: 'https://id.example.cn', audience: ['a'] }, cdn: {} },
      `Of CloudFront in China a filed name and another kind of certificate are asked: leave "cdn" out, and put a network of your own before "domain"${inStage}`,
    ],
    [
      { cdn: { domain: 'desk.example.com' } },
      `Setting "cdn" cannot be {"domain":"desk.example.com"}: write {} for a network of the name that CloudFront gives it, or a name and a certificate for it in us-east-1, such as "cdn": { "domain": "desk.example.com", "certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000" }${inStage}`,
    ],
    [
      { corsOrigin: [] },
      `There is no setting "corsOrigin": write one of account, region, disposable, identity, secondFactor, login, corsOrigins, throttle, openThrottle, reservedConcurrency, logRetentionDays, accessLogRetentionDays, archiveRetentionDays, anchors, mail, robots, baseUrl, cases, retention, limits, alarmAddress, timeZone, release, tableForm, domain, console, cdn, tags, backupCopy, firstAdministrator instead${inStage}`,
    ],
    [
      { mail: { sender: 'Shoujie <letters@example.com>' } },
      `Setting "mail" cannot be {"sender":"Shoujie <letters@example.com>"}: write ${mail}${inStage}`,
    ],
    [
      { mail: { sender: 'letters@example.com', rate: 0 } },
      `Setting "mail" cannot be {"sender":"letters@example.com","rate":0}: write ${mail}${inStage}`,
    ],
    ...['my-aws-desk', 'Riverside', { name: 'login.example.com', certificateArn: CERTIFICATE }].map(
      (domain): [object, string] => [
        { login: { domain } },
        `Setting "login" cannot be ${JSON.stringify({ domain })}: write ${login}${inStage}`,
      ],
    ),
    [
      { mail: { sender: 'letters@example.com', smtp }, login: { mail: 'ses-domain' } },
      `A user pool sends by SES or by itself, never by a mail server: write "mail": "cognito" under "login"${inStage}`,
    ],
    [
      { robots: ['https://qyapi.weixin.qq.com/x'] },
      `Setting "robots" cannot be ["https://qyapi.weixin.qq.com/x"]: write the names of the secrets that say where robots of groups listen, such as "robots": ["shoujie/robots/engineering"]${inStage}`,
    ],
    [{ baseUrl: 'https://sheets.example.com/' }, `${wrongBaseUrl('https://sheets.example.com/')}${inStage}`],
    [{ baseUrl: 'http://sheets.example.com' }, `${wrongBaseUrl('http://sheets.example.com')}${inStage}`],
    [
      { firstAdministrator: { person: 'a b', site: 'riverside', name: '沈洁' } },
      `Setting "firstAdministrator" cannot be {"person":"a b","site":"riverside","name":"沈洁"}: write the id in their token, their site and their name, such as "firstAdministrator": { "person": "4f6c…", "site": "riverside", "name": "沈洁" }${inStage}`,
    ],
    [
      { alarmAddress: 'nobody' },
      `Setting "alarmAddress" cannot be "nobody": write a mail address, such as "alarmAddress": "on-call@example.com"${inStage}`,
    ],
    [
      {
        mail: { sender: 'letters@example.com', smtp: { host: 'smtp.example.com', port: 25, secret: 'mail' } },
      },
      `Setting "mail" cannot be {"sender":"letters@example.com","smtp":{"host":"smtp.example.com","port":25,"secret":"mail"}}: write ${mail}${inStage}`,
    ],
    [
      {
        mail: {
          sender: 'letters@example.com',
          region: 'eu-west-1',
          smtp: { host: 'smtp.example.com', secret: 'mail' },
        },
      },
      `Letters go either by SES or by a mail server: write "region" or "smtp" under "mail", not both${inStage}`,
    ],
    [
      { timeZone: 'Peking' },
      `Setting "timeZone" cannot be "Peking": write the IANA name of a time zone, such as "timeZone": "Asia/Shanghai"${inStage}`,
    ],
    [
      { release: 'slow' },
      `Setting "release" cannot be "slow": write "release": "canary" or "release": "all-at-once"${inStage}`,
    ],
    [
      { anchors: { every: 'P2D' } },
      `Setting "anchors" cannot be {"every":"P2D"}: write how often a checkpoint is signed, "P1D" or "PT1H", and for how many days nobody at all can delete it, from 1 to 36500, such as "anchors": { "every": "P1D", "retentionDays": 3650 }${inStage}`,
    ],
    [
      { domain: { name: 'api', certificateArn: CERTIFICATE } },
      `Setting "domain" cannot be {"name":"api","certificateArn":"${CERTIFICATE}"}: write ${domain}${inStage}`,
    ],
    [
      { region: 'ap-southeast-1', domain: { name: 'api.example.com', certificateArn: CERTIFICATE } },
      `The certificate is in another region: write one of the stage's own under "domain"${inStage}`,
    ],
  ])('%j says what to write where', (settings, sentence) => {
    expect(sentences({ stages: { test: { ...NEEDED, ...settings } }, stage: 'test' })).toEqual([sentence]);
  });

  test('a retention that CloudWatch Logs does not know is answered with those that it knows', () => {
    const [sentence] = sentences({ stages: { test: { ...NEEDED, logRetentionDays: 100 } }, stage: 'test' });
    expect(sentence).toMatch(
      /^Setting "logRetentionDays" cannot be 100: write one of 1, 3, .*, 3653, such as/,
    );
  });

  test('on the command line is looked for there', () => {
    const context = { stages: { test: NEEDED }, stage: 'test', logRetention: '7', disposable: '7' };
    expect(sentences(context)).toEqual([
      'Setting "disposable" cannot be 7: write "disposable": true or "disposable": false, under context in cdk.json or with -c disposable=….',
      'There is no setting "logRetention": write one of account, region, disposable, identity, secondFactor, login, corsOrigins, throttle, openThrottle, reservedConcurrency, logRetentionDays, accessLogRetentionDays, archiveRetentionDays, anchors, mail, robots, baseUrl, cases, retention, limits, alarmAddress, timeZone, release, tableForm, domain, console, cdn, tags, backupCopy, firstAdministrator instead, under context in cdk.json or with -c logRetention=….',
    ]);
  });

  test.each([
    [
      { stages: { dev: {}, prod: {} }, stage: 'prdo' },
      'Stage "prdo" is unknown: write "prdo": {} under context.stages in cdk.json, or pass -c stage=… with one of dev, prod.',
    ],
    [
      { stages: { dev: {} }, stage: 'Dev' },
      'Stage "Dev" is no name for a stage: write -c stage=… with at most 16 lower-case letters, digits and hyphens that begin with a letter.',
    ],
    [
      { stages: [] },
      'The stages are missing or no object: write "stages": { "dev": {} } under context in cdk.json.',
    ],
    [{}, 'The stages are missing or no object: write "stages": { "dev": {} } under context in cdk.json.'],
  ])('stage: %j says what to write where', (context, sentence) => {
    expect(sentences(context)).toEqual([sentence]);
  });
});
