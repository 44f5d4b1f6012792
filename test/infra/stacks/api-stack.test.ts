import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { resourcesOf, type Synthesis, synthesize } from '../../support/infra/synthesis.ts';
import { spelled } from '../../support/infra/template-forms.ts';

const routeForm = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: spelled.optional(),
});

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

describe('the API', () => {
  const routes = () => Object.values(resourcesOf(stage.api, 'AWS::ApiGatewayV2::Route', routeForm));

  test('has the routes of the manifest, all behind the authorizer but health, its own description, commitments, the console and residents’ links', () => {
    const keys = manifest.flatMap(({ trigger }) =>
      trigger.kind === 'api' ? trigger.routes.map(({ key }) => key) : [],
    );
    expect(
      routes()
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    ).toEqual(keys.sort());
    const [authorizer] = Object.keys(stage.api.findResources('AWS::ApiGatewayV2::Authorizer'));
    const open = routes().filter(
      ({ AuthorizationType, AuthorizerId }) => AuthorizationType !== 'JWT' || AuthorizerId !== authorizer,
    );
    expect(open.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]).sort()).toEqual([
      ['GET /', 'NONE'],
      ['GET /app', 'NONE'],
      ['GET /app/{page+}', 'NONE'],
      ['GET /commitments', 'NONE'],
      ['GET /health', 'NONE'],
      ['GET /openapi.json', 'NONE'],
      ['GET /r/{token}', 'NONE'],
      ['GET /sites/{site}/sections/{id}/commitments', 'NONE'],
      ['POST /r/{token}', 'NONE'],
    ]);
  });

  test('takes tokens of the own user pool for its own clients, the console among them', () => {
    stage.api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [
          { 'Fn::ImportValue': 'shoujie-test-data:ExportsOutputRefPeoplePoolClientECD71F90649BAC45' },
          { 'Fn::ImportValue': Match.stringLikeRegexp('ExportsOutputRefPeoplePoolConsole987C8D36') },
        ],
      },
    });
  });

  test('speaks payload 2.0, is throttled, and logs each request without a personal datum', () => {
    const payloads = resourcesOf(
      stage.api,
      'AWS::ApiGatewayV2::Integration',
      z.object({ PayloadFormatVersion: z.string() }),
    );
    expect(new Set(Object.values(payloads).map((made) => made.PayloadFormatVersion))).toEqual(
      new Set(['2.0']),
    );
    const stageForm = z.object({
      StageName: z.literal('$default'),
      DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
      AccessLogSettings: z.object({ Format: z.string() }),
    });
    const [made] = Object.values(resourcesOf(stage.api, 'AWS::ApiGatewayV2::Stage', stageForm));
    expect(made?.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
    const format = made?.AccessLogSettings.Format ?? '';
    expect(Object.keys(JSON.parse(format))).toEqual(expect.arrayContaining(['requestId', 'route', 'status']));
    expect(format).not.toMatch(/identity|authorizer|claims|sourceIp|userAgent|context\.path|queryString/i);
  });

  test('lets those who come without a token have so many requests of each open route, and no more', () => {
    const form = z.object({ RouteSettings: z.record(z.string(), z.unknown()) });
    const [made] = Object.values(
      resourcesOf(synthesize({ openThrottle: { rate: 7, burst: 9 } }).api, 'AWS::ApiGatewayV2::Stage', form),
    );
    const settings = { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 };
    const open = [
      'GET /health',
      'GET /openapi.json',
      'GET /',
      'GET /app',
      'GET /app/{page+}',
      'GET /commitments',
      'GET /sites/{site}/sections/{id}/commitments',
      'GET /r/{token}',
      'POST /r/{token}',
    ];
    expect(made?.RouteSettings).toEqual(Object.fromEntries(open.map((key) => [key, settings])));
  });

  test('answers browsers of other origins only where they are set, and their preflights without a token', () => {
    expect(JSON.stringify(stage.api.toJSON())).not.toContain('CorsConfiguration');
    const { api } = synthesize({ corsOrigins: ['https://console.example.com'] });
    api.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://console.example.com'],
        AllowMethods: ['GET', 'POST', 'PUT'],
        AllowHeaders: Match.arrayWith(['idempotency-key', 'if-match', 'if-none-match']),
        ExposeHeaders: ['etag', 'location', 'retry-after'],
      },
    });
    api.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'OPTIONS /{proxy+}',
      AuthorizationType: 'NONE',
    });
  });
});

describe('the console', () => {
  const DISTRIBUTION = 'AWS::CloudFront::Distribution';
  const networkOf = (settings: object) =>
    synthesize(settings as Record<string, unknown>, { rules: true }).api;

  test('is served by the API alone, unless a network is set', () => {
    stage.api.resourceCountIs(DISTRIBUTION, 0);
  });

  test('has its files kept near people by a network, which hands everything else to the API and rewrites no answer', () => {
    const api = networkOf({ cdn: {} });
    const [made] = Object.values(
      resourcesOf(api, DISTRIBUTION, z.object({ DistributionConfig: z.record(z.string(), z.unknown()) })),
    );
    const config = made?.DistributionConfig ?? {};
    expect(config.Origins).toHaveLength(1);
    expect(config.CustomErrorResponses).toBeUndefined();
    expect(config.DefaultCacheBehavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      // AWS's own: nothing is kept; every header but the host goes on.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'redirect-to-https',
    });
    expect(config.CacheBehaviors).toEqual([
      expect.objectContaining({
        PathPattern: '/app/assets/*',
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      }),
    ]);
    api.hasOutput('NetworkTarget', {});
  });

  test('stands under a name of its own, with the API’s own name behind it where that has one', () => {
    const certificateArn =
      'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
    const api = networkOf({
      cdn: { domain: 'desk.example.com', certificateArn },
      region: 'us-east-1',
      domain: { name: 'api.example.com', certificateArn },
    });
    api.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        Aliases: ['desk.example.com'],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
        Origins: [Match.objectLike({ DomainName: 'api.example.com' })],
      },
    });
  });

  test('is warned of where letters and the login would lead past it', () => {
    const warned = (settings: Record<string, unknown>) =>
      synthesize(settings)
        .app.node.findChild('shoujie-test-api')
        .node.metadata.filter(({ type, data }) => type === 'aws:cdk:warning' && /lead past it/.test(data));
    const baseUrl = 'https://desk.example.com';
    expect(warned({ baseUrl })).toHaveLength(1);
    expect(warned({ baseUrl: `${baseUrl}/app` })).toEqual([]);
    expect(warned({ baseUrl, console: 'elsewhere' })).toEqual([]);
  });

  test('elsewhere has neither function nor routes here, and what its server is to tell it', () => {
    const { api } = synthesize({ console: 'elsewhere' });
    const served = Object.values(resourcesOf(api, 'AWS::ApiGatewayV2::Route', routeForm));
    expect(served.map(({ RouteKey }) => RouteKey).filter((key) => /^GET \/(app\b.*)?$/.test(key))).toEqual(
      [],
    );
    expect(
      api.findResources('AWS::Lambda::Function', { Properties: { Description: 'Serves the web console' } }),
    ).toEqual({});
    const [told] = Object.values(api.findOutputs('ConsoleConfig'));
    const text = JSON.stringify(told);
    for (const member of [
      'issuer',
      'discovery',
      'clientId',
      'scope',
      'logout',
      'filesOrigin',
      'version',
      'api',
    ])
      expect(text).toContain(`\\"${member}\\":`);
  });
});
