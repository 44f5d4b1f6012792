import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../infra/settings.ts';
import { projectContext } from './synthesis.ts';

const read = (settings: Record<string, unknown>, onTop: Record<string, unknown> = {}) =>
  readSettings({ stages: { test: settings }, stage: 'test', ...onTop });

describe('the settings of a stage', () => {
  test('are safe where nothing is set', () => {
    expect(read({})).toEqual({
      stage: 'test',
      disposable: false,
      identity: 'cognito',
      corsOrigins: [],
      throttle: { rate: 500, burst: 1000 },
      logRetentionDays: 180,
    });
  });

  test('come from the stage that is asked for, dev if none is', () => {
    const stages = { dev: { logRetentionDays: 7 }, prod: { logRetentionDays: 365 } };
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
    };
    expect(read({ logRetentionDays: 7, throttle: { rate: 5, burst: 6 } }, onTop)).toEqual({
      stage: 'test',
      disposable: true,
      logRetentionDays: 30,
      account: '012345678901',
      region: 'eu-central-1',
      corsOrigins: ['https://console.example.com'],
      identity: { issuer: 'https://id.example.com/realms/a', audience: ['shoujie'], claim: 'sub' },
      throttle: { rate: 5, burst: 6 },
    });
  });

  test('leave the context of the CDK itself alone', () => {
    const cdk = { '@aws-cdk/core:x': true, 'aws:cdk:y': [], 'vpc-provider:z': {}, 'cli-telemetry': false };
    expect(read({}, cdk)).toEqual(read({}));
  });

  test('of every stage in cdk.json are right', () => {
    const stages = Object.keys(projectContext.stages as Record<string, unknown>);
    expect(stages).toContain('dev');
    for (const stage of stages) expect(readSettings({ ...projectContext, stage })).toMatchObject({ stage });
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

describe('a wrong setting', () => {
  const inStage = ', under context.stages.test in cdk.json.';
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
      { corsOrigin: [] },
      `There is no setting "corsOrigin": write one of account, region, disposable, identity, corsOrigins, throttle, logRetentionDays, mail, baseUrl, alarmAddress instead${inStage}`,
    ],
  ])('%j says what to write where', (settings, sentence) => {
    expect(sentences({ stages: { test: settings }, stage: 'test' })).toEqual([sentence]);
  });

  test('a retention that CloudWatch Logs does not know is answered with those that it knows', () => {
    const [sentence] = sentences({ stages: { test: { logRetentionDays: 100 } }, stage: 'test' });
    expect(sentence).toMatch(
      /^Setting "logRetentionDays" cannot be 100: write one of 1, 3, .*, 3653, such as/,
    );
  });

  test('on the command line is looked for there', () => {
    const context = { stages: { test: {} }, stage: 'test', logRetention: '7', disposable: '7' };
    expect(sentences(context)).toEqual([
      'Setting "disposable" cannot be 7: write "disposable": true or "disposable": false, under context in cdk.json or with -c disposable=….',
      'There is no setting "logRetention": write one of account, region, disposable, identity, corsOrigins, throttle, logRetentionDays, mail, baseUrl, alarmAddress instead, under context in cdk.json or with -c logRetention=….',
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
