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
        ExposeHeaders: ['etag', 'location', 'retry-after'],
      },
    });
    api.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'OPTIONS /{proxy+}',
      AuthorizationType: 'NONE',
    });
  });
});
