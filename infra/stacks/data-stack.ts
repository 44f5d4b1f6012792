import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { AccessRecord } from '../constructs/access-record.ts';
import { FileBuckets } from '../constructs/file-buckets.ts';
import type { ConsoleLogin, TokenIssuer } from '../constructs/http-api.ts';
import { inCapitals } from '../constructs/in-capitals.ts';
import { PeoplePool } from '../constructs/people-pool.ts';
import { TableCopies } from '../constructs/second-region.ts';
import { SheetTable } from '../constructs/sheet-table.ts';
import { StageSecrets } from '../constructs/stage-secrets.ts';
import { archiveCopyName } from '../copies.ts';
import type { Settings } from '../settings.ts';

/** Pages at these origins put and get files: the API's own, which `baseUrl` or its domain says, and those that are set. */
function pageOriginsOf({ corsOrigins, baseUrl, domain }: Settings): readonly string[] {
  const own = [new URL(baseUrl).origin, ...(domain === undefined ? [] : [`https://${domain.name}`])];
  return [...new Set([...own, ...corsOrigins])];
}

const consoleLogin = (
  issuer: string,
  clientId: string,
  logout: ConsoleLogin['logout'],
  scope = 'openid',
): ConsoleLogin => ({
  issuer,
  discovery: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  ...{ clientId, scope, logout },
});

/** What keeps state: the table, the buckets, the lines about who looked, the secrets and, unless another issuer is set, the user pool. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly buckets: FileBuckets;
  readonly accessRecord: AccessRecord;
  readonly secrets: StageSecrets['secrets'];
  readonly tokens: TokenIssuer;
  readonly login: ConsoleLogin;

  constructor(scope: Construct, id: string, { settings, ...props }: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: !settings.disposable });
    const { disposable, identity } = settings;

    this.table = new SheetTable(this, 'Sheets', { disposable }).table;
    new CfnOutput(this, 'TableName', { value: this.table.tableName });

    const { archiveRetentionDays, anchors, backupCopy, stage } = settings;
    const pageOrigins = pageOriginsOf(settings);
    this.buckets = new FileBuckets(this, 'Buckets', {
      pageOrigins,
      archiveRetentionDays,
      anchorRetentionDays: anchors.retentionDays,
      archiveCopy: backupCopy && archiveCopyName(stage, this.account),
      disposable,
    });
    if (backupCopy !== undefined) {
      new TableCopies(this, 'Copies', { stage, table: this.table, ...backupCopy });
    }
    new CfnOutput(this, 'FilesBucket', { value: this.buckets.files.bucketName });
    new CfnOutput(this, 'ArchiveBucket', { value: this.buckets.archive.bucketName });
    new CfnOutput(this, 'AnchorsBucket', { value: this.buckets.anchors.bucketName });

    this.accessRecord = new AccessRecord(this, 'Access', {
      retention: settings.accessLogRetentionDays,
      disposable,
    });
    new CfnOutput(this, 'AccessLog', { value: this.accessRecord.group.logGroupName });

    this.secrets = new StageSecrets(this, 'Secrets', { disposable }).secrets;
    for (const [name, secret] of Object.entries(this.secrets)) {
      new CfnOutput(this, `${inCapitals(name)}Secret`, { value: secret.secretArn });
    }

    if (identity === 'cognito') {
      const people = new PeoplePool(this, 'People', settings);
      this.tokens = people.tokens;
      this.login = consoleLogin(people.tokens.issuer, people.console.userPoolClientId, {
        kind: 'cognito',
        url: `${people.loginUrl}/logout`,
      });
      new CfnOutput(this, 'UserPoolId', { value: people.pool.userPoolId });
      new CfnOutput(this, 'UserPoolClientId', { value: people.client.userPoolClientId });
      new CfnOutput(this, 'ConsoleClientId', { value: people.console.userPoolClientId });
      new CfnOutput(this, 'LoginUrl', { value: people.loginUrl });
      if (people.loginTarget !== undefined) new CfnOutput(this, 'LoginTarget', { value: people.loginTarget });
    } else {
      const { claim, clientId, scope, ...issuer } = identity;
      this.tokens = { ...issuer, claims: [claim] };
      this.login = consoleLogin(
        issuer.issuer,
        clientId ?? issuer.audience[0] ?? '',
        { kind: 'oidc', url: settings.baseUrl },
        scope,
      );
    }
    new CfnOutput(this, 'Issuer', { value: this.tokens.issuer });
  }
}
