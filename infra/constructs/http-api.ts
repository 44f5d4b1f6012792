import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type ILogGroup, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RouteSpec } from '../manifest.ts';
import type { ServiceFunction } from './service-function.ts';

/** How people log in to the console, as `GET /app/config.json` tells it. */
export interface ConsoleLogin {
  readonly issuer: string;
  readonly discovery: string;
  readonly clientId: string;
  readonly scope: string;
  readonly logout: { readonly kind: 'oidc' | 'cognito'; readonly url: string };
}

/** Whose tokens open the API, and which of their claims, the first one first, may be the person's id. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly claims: readonly string[];
  /** Which kind of tokens is taken. */
  readonly tokens: 'access' | 'id';
}

/** Requests a second, and at once. */
interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface ServiceApiProps {
  readonly name: string;
  readonly functions: readonly ServiceFunction[];
  readonly tokens: TokenIssuer;
  readonly corsOrigins: readonly string[];
  readonly throttle: Throttle;
  /** Of each route that needs no token. */
  readonly openThrottle: Throttle;
  readonly logRetention: RetentionDays;
  readonly disposable: boolean;
  /** A name of its own, in the place of the one that AWS gives it. */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
}

/** What the access log tells of a request: no address, token, person, query or path that names a sheet's owner. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integrationLatency',
  integrationRequestId: '$context.integration.requestId',
  integrationStatus: '$context.integration.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  gatewayError: '$context.error.responseType',
};

const WHY_OPEN = {
  none: 'Open by contract: it tells nothing of any sheet or person.',
  link: 'Open by contract: its path holds 128 bits that nobody guesses, and it tells of one sheet what its resident may know.',
} as const;

const PREFLIGHT: RouteSpec = { key: 'OPTIONS /{proxy+}', auth: 'none' };

/** The HTTP API (payload 2.0) with a route for each of the manifest's, behind one JWT authorizer unless a route is open. */
export class ServiceApi extends Construct {
  readonly api: HttpApi;
  /** A line a request. */
  readonly accessLog: ILogGroup;
  /** Where clients find it. */
  readonly url: string;
  /** What the DNS entry of its own name is to point to. */
  readonly domain: DomainName | undefined;

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: props.name,
      createDefaultStage: false,
      // Whoever is to come by the own name, and what stands before it, must not be passed by.
      disableExecuteApiEndpoint: props.domain !== undefined,
      ...(props.corsOrigins.length > 0 && { corsPreflight: cors(props.corsOrigins) }),
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      removalPolicy: props.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const stage = this.addStage(props);
    this.domain = props.domain && this.addDomain(props.domain, stage);
    // The library refuses to name the endpoint that is closed.
    this.url = props.domain === undefined ? this.api.apiEndpoint : `https://${props.domain.name}`;

    const authorizer = new HttpJwtAuthorizer('Jwt', props.tokens.issuer, {
      jwtAudience: [...props.tokens.audience],
    });
    const open = new HttpNoneAuthorizer();
    const ofOpenRoutes: Record<string, object> = {};
    for (const service of props.functions) {
      const called = service.alias ?? service.function;
      const integration = new HttpLambdaIntegration(`${service.spec.name}-integration`, called);
      for (const { key, auth } of routesOf(service, props.corsOrigins.length > 0)) {
        const route = new HttpRoute(this, key, {
          httpApi: this.api,
          routeKey: routeKey(key),
          integration,
          authorizer: auth === 'jwt' ? authorizer : open,
        });
        if (auth !== 'jwt') {
          // A stage may name only routes that are there.
          stage.node.addDependency(route);
          ofOpenRoutes[key] = {
            ThrottlingRateLimit: props.openThrottle.rate,
            ThrottlingBurstLimit: props.openThrottle.burst,
          };
          Validations.of(route).acknowledge({
            id: 'AwsSolutions-APIG4',
            reason: WHY_OPEN[auth],
          });
        }
      }
    }
    const made = stage.node.defaultChild as CfnStage;
    made.addPropertyOverride('RouteSettings', ofOpenRoutes);
  }

  private addDomain(
    { name, certificateArn }: NonNullable<ServiceApiProps['domain']>,
    stage: HttpStage,
  ): DomainName {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const domain = new DomainName(this, 'Domain', { domainName: name, certificate });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName: domain, stage });
    return domain;
  }

  private addStage(props: ServiceApiProps): HttpStage {
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.rate, burstLimit: props.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }
}

/** The `$default` route would ask a browser's preflight for a token, so whoever serves it answers those openly. */
function routesOf({ spec }: ServiceFunction, withCors: boolean): readonly RouteSpec[] {
  if (spec.trigger.kind !== 'api') throw new Error(`Function ${spec.name} is not started by the API.`);
  const { routes } = spec.trigger;
  return withCors && routes.some(({ key }) => key === '$default') ? [...routes, PREFLIGHT] : routes;
}

function routeKey(key: string): HttpRouteKey {
  if (key === '$default') return HttpRouteKey.DEFAULT;
  const [method, path] = key.split(' ');
  const known = Object.values(HttpMethod).find((each) => each === method);
  if (known === undefined || path === undefined)
    throw new Error(`"${key}" is no route key such as "GET /sheets".`);
  return HttpRouteKey.with(path, known);
}

function cors(origins: readonly string[]) {
  return {
    allowOrigins: [...origins],
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
    allowHeaders: [
      'accept',
      'accept-language',
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'if-none-match',
    ],
    exposeHeaders: ['etag', 'location', 'retry-after'],
    maxAge: Duration.hours(1),
  };
}
