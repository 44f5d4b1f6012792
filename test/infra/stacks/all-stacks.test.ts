import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { startedBy } from '../../../infra/constructs/started-by.ts';
import { manifest } from '../../../infra/manifest.ts';
import { NEEDED, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';

const IDENTITY = { issuer: 'https://id.example.com/realms/a', audience: ['web', 'app'], claim: 'person' };

describe('all stacks of a stage', () => {
  let stage: Synthesis;
  beforeAll(() => {
    stage = synthesize({}, { rules: true });
  });

  test('have no finding of cdk-nag, and a reason for every rule that is set aside', () => {
    expect(new AwsSolutionsChecks(stage.app).validateScope(stage.app).violations).toEqual([]);
    const setAside = stage.app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    const rules = new Set(
      setAside.map(([rule]) =>
        rule.replace(/^annotation::/i, '').replace(/[0-9A-F]{8}Arn[0-9A-F]{8}/, 'Arn'),
      ),
    );
    expect([...rules].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-COG8',
      'AwsSolutions-IAM5[Resource::*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/shoujie-test-clocks/*]',
      ...[
        ...['AnchorsArn/*', 'AnchorsArn/keys/*', 'ArchiveArn/*'],
        ...['FilesArn/files/*', 'FilesArn/stripped/*', 'FilesArn/uploads/*', 'FilesArn/values/*'],
      ].map(
        (objects) => `AwsSolutions-IAM5[Resource::shoujie-test-data:ExportsOutputFnGetAttBuckets${objects}]`,
      ),
      'AwsSolutions-L1',
      'AwsSolutions-S1',
      'AwsSolutions-SMG4',
      'AwsSolutions-SQS3',
    ]);
    for (const [rule, reason] of setAside) expect(reason.length, rule).toBeGreaterThan(20);
  });

  test('stay far below the 500 resources that a template may have', () => {
    for (const template of [stage.data, stage.api, stage.notification, stage.workflow, stage.observability]) {
      expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(250);
    }
  });
});

test('with tokens of another issuer there is no user pool, and its issuer, audience and claim are used', () => {
  const { data, api } = synthesize({ identity: IDENTITY }, { rules: true });
  data.resourceCountIs('AWS::Cognito::UserPool', 0);
  api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    JwtConfiguration: { Issuer: IDENTITY.issuer, Audience: IDENTITY.audience },
  });
  api.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { PERSON_CLAIM: 'person' } },
  });
});

describe('a China region', () => {
  const china = (mail: object = NEEDED.mail, rules = false) =>
    synthesize({ region: 'cn-northwest-1', account: '123456789012', identity: IDENTITY, mail }, { rules });

  test('gets its own partition and no service that is missing there', () => {
    const { files, data, api } = china(NEEDED.mail, true);
    expect(Object.keys(files)).toHaveLength(10);
    expect(Object.values(files).join()).not.toContain('arn:aws:');
    expect(Object.values(files).join()).toContain('arn:aws-cn:');
    data.resourceCountIs('AWS::Cognito::UserPool', 0);
    // There is CodeDeploy, so the API is released bit by bit there too.
    const byAndBy = startedBy(manifest, 'api').filter(({ atOnce }) => atOnce !== true);
    api.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', byAndBy.length);
  });

  test('is deployed from CI by the same recipe as any other', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const from = page.indexOf('### From CI, without keys');
    const recipe = page.slice(from, page.indexOf('\n### ', from + 1));
    expect(recipe).toContain('aws iam create-role');
    expect(recipe).not.toMatch(/arn:aws|amazonaws\.com/);
  });

  test('is warned that it can send no letter, unless a mail server is set; then nothing is granted on SES', () => {
    const warnings = (mail?: object) =>
      china(mail)
        .app.node.findAll()
        .flatMap(({ node }) =>
          node.metadata.filter(
            ({ type, data }) => type === 'aws:cdk:warning' && String(data).includes('SES'),
          ),
        );
    expect(warnings()).toHaveLength(1);
    const mail = { ...NEEDED.mail, smtp: { host: 'smtp.example.cn', secret: 'shoujie/mail' } };
    expect(warnings(mail)).toEqual([]);
    expect(JSON.stringify(china(mail).notification.toJSON())).not.toContain('ses:');
  });
});

describe('synthesized twice', () => {
  test('from bundles made twice, the templates and the assets are the same', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'shoujie-bundles-'));
    try {
      const [first, second] = [join(scratch, 'first'), join(scratch, 'second')];
      await bundleFunctions(first);
      await bundleFunctions(second);
      const { files } = synthesize({}, { bundles: first });
      expect(Object.values(files).join()).toMatch(/"S3Key": "[0-9a-f]{64}\.zip"/);
      expect(synthesize({}, { bundles: second }).files).toEqual(files);
    } finally {
      await rm(scratch, { recursive: true });
    }
  });

  test('from another bundle, they are not', () => {
    expect(synthesize({}, { code: '2' }).files).not.toEqual(synthesize({}, { code: '1' }).files);
  });
});
