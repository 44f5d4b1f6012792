import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { manifest } from '../../../infra/manifest.ts';
import { tableShape } from '../../../infra/table.ts';
import { resourcesOf, type Synthesis, synthesize, withoutTemplateRules } from '../synthesis.ts';

beforeAll(withoutTemplateRules);

const reference = z.object({ Ref: z.string() }).transform(({ Ref }) => Ref);
const attribute = z
  .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
  .transform((got) => got['Fn::GetAtt'][0]);
const oneOrMore = <T extends z.ZodType>(form: T) => z.union([z.array(form), form.transform((one) => [one])]);

const functionForm = z.object({
  Description: z.string(),
  Architectures: z.array(z.string()),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  Handler: z.string(),
  LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: reference }),
  MemorySize: z.int(),
  Role: attribute,
  Runtime: z.string(),
  Timeout: z.int(),
  TracingConfig: z.object({ Mode: z.string() }),
});
const policyForm = z.object({
  Roles: z.array(reference),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({ Effect: z.string(), Action: oneOrMore(z.string()), Resource: oneOrMore(z.unknown()) }),
    ),
  }),
});
const routeForm = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: reference.optional(),
});

let stage: Synthesis;
beforeAll(() => {
  stage = synthesize();
});

/** The functions that the API starts; timers, queue and stream start the others. */
const ofTheApi = manifest.filter(({ trigger }) => trigger.kind === 'api');

const functions = () =>
  Object.values(resourcesOf(stage.api, 'AWS::Lambda::Function', functionForm)).map((made) => {
    const spec = manifest.find(({ description }) => description === made.Description);
    if (spec === undefined) throw new Error(`No row of the manifest is "${made.Description}".`);
    return { spec, made };
  });
const statements = () =>
  Object.values(resourcesOf(stage.api, 'AWS::IAM::Policy', policyForm)).flatMap(({ Roles, PolicyDocument }) =>
    PolicyDocument.Statement.map((statement) => ({ ...statement, role: Roles[0] })),
  );

describe('the functions', () => {
  test('are those of the manifest, each on Node 22 and arm64 with what its row says', () => {
    expect(
      functions()
        .map(({ spec }) => spec.name)
        .sort(),
    ).toEqual(ofTheApi.map(({ name }) => name).sort());
    for (const { spec, made } of functions()) {
      expect(made).toMatchObject({
        Architectures: ['arm64'],
        Handler: 'handler.handler',
        MemorySize: spec.memoryMiB,
        Runtime: 'nodejs22.x',
        Timeout: spec.timeoutSeconds,
        TracingConfig: { Mode: 'Active' },
      });
      expect(Object.keys(made.Environment.Variables).sort()).toEqual([...spec.environment].sort());
    }
  });

  test('write structured logs into one log group each, which forgets after the set days', () => {
    const groups = resourcesOf(stage.api, 'AWS::Logs::LogGroup', z.object({ RetentionInDays: z.int() }));
    const used = functions().map(({ made }) => made.LoggingConfig.LogGroup);
    expect(new Set(used).size).toBe(ofTheApi.length);
    for (const group of used) expect(groups[group]).toEqual({ RetentionInDays: 180 });
    expect(functions().map(({ made }) => made.LoggingConfig.LogFormat)).toEqual(ofTheApi.map(() => 'JSON'));
  });
});

describe('the grants', () => {
  test('name every action and resource; only tracing, which knows no resource, has a wildcard', () => {
    for (const { Effect, Action, Resource } of statements()) {
      expect(Effect).toBe('Allow');
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
      if (Action.every((action) => action.startsWith('xray:Put'))) continue;
      expect(JSON.stringify(Resource)).not.toContain('*');
    }
    expect(JSON.stringify(stage.api.findResources('AWS::IAM::Role'))).not.toMatch(
      /ManagedPolicyArns|"Policies"/,
    );
  });

  test('on the table are for each function those of its row, indexes by name', () => {
    for (const { spec, made } of functions()) {
      const granted = statements()
        .filter(
          ({ role, Action }) =>
            role === made.Role && Action.every((action) => action.startsWith('dynamodb:')),
        )
        .flatMap(({ Action, Resource }) =>
          Action.flatMap((action) => Resource.map((on) => `${action} on ${tail(on)}`)),
        );
      const written = spec.grants.flatMap(({ actions, indexes }) => {
        const on = ['table', ...(indexes ? tableShape.indexes.map(({ name }) => `/index/${name}`) : [])];
        return actions.flatMap((action) => on.map((resource) => `${action} on ${resource}`));
      });
      expect([...new Set(granted)].sort(), spec.name).toEqual([...new Set(written)].sort());
    }
  });
});

/** `/index/<name>` of an index of the imported table, or `table`. */
function tail(resource: unknown): string {
  const joined = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.unknown(), z.string()])]) })
    .safeParse(resource);
  return joined.success ? joined.data['Fn::Join'][1][1] : 'table';
}

describe('the API', () => {
  const routes = () => Object.values(resourcesOf(stage.api, 'AWS::ApiGatewayV2::Route', routeForm));

  test('has the routes of the manifest, all behind the authorizer but health and its own description', () => {
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
      ['GET /health', 'NONE'],
      ['GET /openapi.json', 'NONE'],
    ]);
  });

  test('takes tokens of the own user pool for its own client', () => {
    stage.api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [
          { 'Fn::ImportValue': 'shoujie-test-data:ExportsOutputRefPeoplePoolClientECD71F90649BAC45' },
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
