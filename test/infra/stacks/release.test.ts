/** How a new version takes over, and what outlives it. */
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startedBy } from '../../../infra/constructs/started-by.ts';
import { manifest } from '../../../infra/manifest.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { alarmsIn, rightsIn, spelled } from '../../support/infra/template-forms.ts';

const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
const ALIAS = 'AWS::Lambda::Alias';
const names = startedBy(manifest, 'api').map(({ name }) => name);

describe('by default, a release', () => {
  let stage: Synthesis;
  beforeAll(() => {
    stage = synthesize();
  });

  test('moves the alias of each API function but the console’s, a tenth of the requests first', () => {
    stage.api.resourceCountIs(ALIAS, names.length);
    stage.api.resourceCountIs(GROUP, names.length - 1);
    stage.api.allResourcesProperties(GROUP, {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
    });
    const atOnce = Object.entries(stage.api.findResources(ALIAS)).filter(
      ([, { UpdatePolicy }]) => UpdatePolicy?.CodeDeployLambdaAliasUpdate === undefined,
    );
    expect(atOnce.map(([id]) => id)).toEqual([expect.stringMatching(/^console/)]);
  });

  test('goes back where it fails, is stopped, or the API begins to fail its callers', () => {
    const [alarm] = Object.keys(
      stage.api.findResources('AWS::CloudWatch::Alarm', {
        Properties: { AlarmName: 'shoujie-test-api-errors' },
      }),
    );
    expect(alarm).toBeDefined();
    stage.api.allResourcesProperties(GROUP, {
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: alarm } }] },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: Match.arrayWith(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
      },
    });
  });

  test('is what callers reach: every route leads to an alias, which the gateway may call', () => {
    const aliases = Object.keys(stage.api.findResources(ALIAS));
    const integration = z.object({ IntegrationUri: spelled });
    const called = Object.values(resourcesOf(stage.api, 'AWS::ApiGatewayV2::Integration', integration));
    expect(called.map(({ IntegrationUri }) => IntegrationUri).sort()).toEqual(aliases.sort());
    const permission = z.object({ FunctionName: spelled });
    const allowed = Object.values(resourcesOf(stage.api, 'AWS::Lambda::Permission', permission));
    expect(new Set(allowed.map(({ FunctionName }) => FunctionName))).toEqual(new Set(aliases));
  });

  test('may move those aliases, read alarms, and nothing else', () => {
    const group = z.object({ ServiceRoleArn: spelled });
    const [made] = Object.values(resourcesOf(stage.api, GROUP, group));
    const role = made?.ServiceRoleArn.replace(/\.Arn$/, '');
    const rights = rightsIn(stage.api).filter((right) => right.role === role);
    const onAll = rights.filter(({ on }) => on.includes('*'));
    expect(onAll.map(({ action }) => action)).toEqual(['cloudwatch:DescribeAlarms']);
    expect(new Set(rights.map(({ action }) => action))).toEqual(
      new Set([
        'cloudwatch:DescribeAlarms',
        'lambda:GetAlias',
        'lambda:GetProvisionedConcurrencyConfig',
        'lambda:UpdateAlias',
      ]),
    );
  });
});

describe('all at once', () => {
  test.each([{ disposable: true }, { release: 'all-at-once' }])(
    'with %j there is neither alias nor CodeDeploy',
    (settings) => {
      const { api } = synthesize(settings);
      api.resourceCountIs(ALIAS, 0);
      api.resourceCountIs(GROUP, 0);
      const alarms = alarmsIn(api).map(({ AlarmName }) => AlarmName);
      expect(alarms.sort()).toEqual(['shoujie-test-api-errors', 'shoujie-test-console-errors']);
    },
  );

  test('a disposable stage may have its canary too', () => {
    const { api } = synthesize({ disposable: true, release: 'canary' });
    api.resourceCountIs(GROUP, names.length - 1);
  });
});

test('a name of its own leads to the API, and nothing else does', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d';
  const { api } = synthesize({ domain: { name: 'api.example.com', certificateArn } });
  api.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainName: 'api.example.com',
    DomainNameConfigurations: [{ CertificateArn: certificateArn, EndpointType: 'REGIONAL' }],
  });
  api.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
  expect(Object.keys(api.findOutputs('*'))).toContain('DomainTarget');
  api.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  api.hasOutput('ApiUrl', { Value: 'https://api.example.com' });
  const without = synthesize().api;
  without.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
  expect(JSON.stringify(without.findOutputs('ApiUrl'))).toContain('ApiEndpoint');
});
