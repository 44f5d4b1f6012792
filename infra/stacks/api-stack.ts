import { Annotations, CfnOutput, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AccessRecord } from '../constructs/access-record.ts';
import type { AlarmTopic } from '../constructs/alarm-topic.ts';
import { alarmOnApiErrors } from '../constructs/api-alarm.ts';
import { CanaryRelease } from '../constructs/canary-release.ts';
import { ContentNetwork } from '../constructs/content-network.ts';
import type { FileBuckets } from '../constructs/file-buckets.ts';
import { type ConsoleLogin, ServiceApi, type TokenIssuer } from '../constructs/http-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { StageSecrets } from '../constructs/stage-secrets.ts';
import { alarmOnErrors } from '../constructs/workflow-alarms.ts';
import type { FunctionSpec } from '../manifest.ts';
import { namespaceOf } from '../measured.ts';
import type { Settings } from '../settings.ts';

/** Where the function `console` serves it (contract section 9). */
const CONSOLE_PATH = '/app';

export interface ApiStackProps extends StackProps {
  readonly settings: Settings;
  readonly functions: readonly FunctionSpec[];
  readonly table: ITable;
  readonly buckets: FileBuckets;
  readonly accessRecord: AccessRecord;
  readonly secrets: StageSecrets['secrets'];
  readonly tokens: TokenIssuer;
  /** How people log in to the console. */
  readonly login: ConsoleLogin;
  readonly alarms: AlarmTopic;
  /** The product's version, as `GET /health` tells it. */
  readonly version: string;
  /** Gives the bundle of a function. */
  readonly codeOf: (spec: FunctionSpec) => Code;
}

/** The HTTP API and the functions behind it. It keeps no state and can be thrown away and made again. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  /** Its access log: a line a request. */
  readonly requests: ILogGroup;

  constructor(
    scope: Construct,
    id: string,
    { settings, functions, table, buckets, accessRecord, secrets, tokens, ...props }: ApiStackProps,
  ) {
    super(scope, id, props);
    const { disposable, corsOrigins, throttle, release, firstAdministrator } = settings;
    const { logRetentionDays: logRetention } = settings;

    const environment = {
      TABLE_NAME: table.tableName,
      TABLE_FORM: settings.tableForm,
      PERSON_CLAIM: tokens.claims.join(' '),
      TOKEN_USE: tokens.tokens,
      ACCESS_LOG: accessRecord.group.logGroupName,
      VERSION: props.version,
      CONSOLE_LOGIN: JSON.stringify(props.login),
      FILES_ORIGIN: `https://${buckets.files.bucketRegionalDomainName}`,
      FILES_BUCKET: buckets.files.bucketName,
      ANCHORS_BUCKET: buckets.anchors.bucketName,
      METRICS_NAMESPACE: namespaceOf(settings.stage),
      FIRST_ADMINISTRATOR: firstAdministrator
        ? `${firstAdministrator.person} ${firstAdministrator.site} ${firstAdministrator.name}`
        : '-',
      ROBOTS: JSON.stringify(settings.robots),
      CASE_TERMS: JSON.stringify(settings.cases),
      BASE_URL: settings.baseUrl,
      LIMITS: settings.limits === 'off' ? 'off' : JSON.stringify(settings.limits),
    };
    const services = functions.map((spec) => {
      const service = new ServiceFunction(this, spec.name, {
        spec,
        code: props.codeOf(spec),
        table,
        environment,
        abilities: { ...buckets.abilities, ...accessRecord.abilities },
        secrets,
        reservedConcurrency: settings.reservedConcurrency,
        logRetention,
        disposable,
        aliased: release === 'canary',
      });
      buckets.acknowledge(service);
      return service;
    });
    const { api, accessLog, url, domain } = new ServiceApi(this, 'Http', {
      name: id,
      functions: services,
      tokens,
      corsOrigins,
      throttle,
      openThrottle: settings.openThrottle,
      logRetention,
      disposable,
      domain: settings.domain,
    });
    this.api = api;
    this.requests = accessLog;
    for (const service of services.filter(({ spec }) => spec.name === 'console'))
      alarmOnErrors(props.alarms, service);
    const errors = alarmOnApiErrors(this, props.alarms, api);
    const byAndBy = services.filter(({ spec }) => spec.atOnce !== true);
    if (release === 'canary') new CanaryRelease(this, 'Release', { functions: byAndBy, alarms: [errors] });

    new CfnOutput(this, 'ApiUrl', { value: url });
    if (domain !== undefined) new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName });
    if (settings.cdn !== undefined) {
      const host = Fn.select(2, Fn.split('/', url));
      const network = new ContentNetwork(this, 'Network', { ...settings.cdn, api: host });
      new CfnOutput(this, 'NetworkTarget', { value: network.name });
    }
    if (settings.console === 'elsewhere') {
      const { VERSION: version, FILES_ORIGIN: filesOrigin } = environment;
      const told = { ...props.login, filesOrigin, version, api: url };
      new CfnOutput(this, 'ConsoleConfig', { value: this.toJsonString(told) });
    }
    new CfnOutput(this, 'ApiId', { value: api.apiId });
    warnWhereNobodyComesBack(this, settings);
  }
}

function warnWhereNobodyComesBack(stack: Stack, { console, baseUrl }: Settings): void {
  if (console === 'here' && !baseUrl.endsWith(CONSOLE_PATH)) {
    Annotations.of(stack).addWarningV2(
      'shoujie:base-url-beside-the-console',
      `The console is at ${CONSOLE_PATH} and "baseUrl" does not end so: links in letters and the way back from the login lead past it (docs/operations.md, "The console").`,
    );
  }
}
