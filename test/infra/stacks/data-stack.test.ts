import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { REPLACED_DAYS } from '../../../infra/buckets.ts';
import { secretNames } from '../../../infra/secrets.ts';
import { tableShape } from '../../../infra/table.ts';
import { type Synthesis, synthesize } from '../../support/infra/synthesis.ts';

const TABLE = 'AWS::DynamoDB::Table';
const POOL = 'AWS::Cognito::UserPool';
const CLIENT = 'AWS::Cognito::UserPoolClient';
const DOMAIN = 'AWS::Cognito::UserPoolDomain';
const BUCKET = 'AWS::S3::Bucket';
const SECRET = 'AWS::SecretsManager::Secret';

/** What the one user pool of a template is made with. */
function poolOf(template: Template) {
  const [pool] = Object.values(template.findResources(POOL));
  if (pool === undefined) throw new Error('There is no user pool.');
  return pool.Properties;
}

describe('by default the data stack', () => {
  let stage: Synthesis;
  beforeAll(() => {
    stage = synthesize();
  });

  test('keeps the table when the stack goes, refuses its deletion and can restore any second of it', () => {
    stage.data.hasResource(TABLE, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
    expect(stage.dataStack.terminationProtection).toBe(true);
  });

  test('keeps the user pool likewise', () => {
    stage.data.hasResource(POOL, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    });
  });

  test('keeps what holds state under the same logical ids, for another id is another, empty table', () => {
    const ids = [TABLE, BUCKET, SECRET, POOL, CLIENT].flatMap((type) =>
      Object.keys(stage.data.findResources(type)),
    );
    expect(ids).toEqual([
      'SheetsTableB5893015',
      'BucketsFiles72356973',
      'BucketsArchiveCE3432CC',
      'BucketsAnchors7E5A2E65',
      'Secretscursors3D1DE20C',
      'SecretslinksB4C8B78F',
      'SecretssearchCCEC6EBE',
      'PeoplePoolC64A4D1E',
      'PeoplePoolClientECD71F90',
      'PeoplePoolConsole987C8D36',
    ]);
  });

  test('has every secret made up where it is deployed, and keeps it', () => {
    stage.data.resourceCountIs(SECRET, secretNames.length);
    stage.data.allResources(SECRET, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        SecretString: Match.absent(),
        GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
      },
    });
    synthesize({ disposable: true }).data.allResources(SECRET, { DeletionPolicy: 'Delete' });
  });

  test('keeps files and sealed sheets private, encrypted, with every version, and when the stack goes', () => {
    stage.data.allResources(BUCKET, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
    stage.data.resourceCountIs('AWS::S3::BucketPolicy', 3);
    stage.data.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            Effect: 'Deny',
            Principal: { AWS: '*' },
          }),
        ]),
      },
    });
  });

  test('lets unattached uploads go, and nothing else but what was replaced long ago', () => {
    stage.data.hasResourceProperties(BUCKET, {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'unattached',
            Prefix: 'uploads/',
            ExpirationInDays: 1,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            Status: 'Enabled',
          },
          {
            Id: 'replaced',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            ExpiredObjectDeleteMarker: true,
            NoncurrentVersionExpiration: { NoncurrentDays: REPLACED_DAYS },
            Status: 'Enabled',
          },
        ],
      },
    });
  });

  test('asks everybody who logs in for a second factor, unless it is set otherwise', () => {
    const factor = (how: string) => ({ MfaConfiguration: how, EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
    stage.data.hasResourceProperties(POOL, factor('ON'));
    synthesize({ secondFactor: 'optional' }).data.hasResourceProperties(POOL, factor('OPTIONAL'));
  });

  test('keeps for a year, or as long as is set, who looked', () => {
    const kept = (days: number) => ({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { RetentionInDays: days },
    });
    stage.data.hasResource('AWS::Logs::LogGroup', kept(365));
    synthesize({ accessLogRetentionDays: 731 }).data.hasResource('AWS::Logs::LogGroup', kept(731));
  });

  test.each(['Archive', 'Anchors'])('of %s lets nothing be put where something is', (bucket) => {
    const policies = Object.values(stage.data.findResources('AWS::S3::BucketPolicy')).filter(
      ({ Properties }) => Properties.Bucket.Ref.startsWith(`Buckets${bucket}`),
    );
    expect(policies).toHaveLength(1);
    expect(policies[0]?.Properties.PolicyDocument.Statement).toContainEqual({
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [policies[0]?.Properties.Bucket.Ref, 'Arn'] }, '/*']] },
    });
  });

  test('locks what is sealed, and checkpoints against everybody, for as long as is set', () => {
    const locked = (days: number, Mode = 'GOVERNANCE') => ({
      LifecycleConfiguration: Match.absent(),
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Days: days, Mode } },
      },
    });
    stage.data.hasResourceProperties(BUCKET, locked(3650));
    stage.data.hasResourceProperties(BUCKET, locked(3650, 'COMPLIANCE'));
    const { data } = synthesize({ archiveRetentionDays: 30, anchors: { retentionDays: 31 } });
    data.hasResourceProperties(BUCKET, locked(30));
    data.hasResourceProperties(BUCKET, locked(31, 'COMPLIANCE'));
  });

  test('lets pages of its own origin and of the set ones upload, and read what they may', () => {
    const certificateArn = `arn:aws:acm:us-east-1:123456789012:certificate/${'a'.repeat(8)}`;
    const { data } = synthesize({
      baseUrl: 'https://sheets.example.com/app',
      domain: { name: 'api.example.com', certificateArn },
      corsOrigins: ['https://console.example.com', 'https://sheets.example.com'],
    });
    data.hasResourceProperties(BUCKET, {
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedHeaders: ['content-type', 'content-disposition', 'if-none-match', 'x-amz-checksum-sha256'],
            AllowedMethods: ['GET', 'HEAD', 'PUT'],
            AllowedOrigins: [
              'https://sheets.example.com',
              'https://api.example.com',
              'https://console.example.com',
            ],
            ExposedHeaders: ['content-disposition', 'content-length', 'etag'],
            MaxAge: 3600,
          },
        ],
      },
    });
  });

  test('makes the one table in the shape of infra/table.ts, on demand and encrypted', () => {
    const { partitionKey, sortKey, timeToLive, stream, indexes } = tableShape;
    const schema = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    stage.data.resourceCountIs(TABLE, 1);
    stage.data.hasResourceProperties(TABLE, {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
      KeySchema: schema(partitionKey, sortKey),
      StreamSpecification: { StreamViewType: stream },
      TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] },
      })),
    });
  });

  test('lets nobody sign up alone, asks for a long password and takes it in the clear only with credentials', () => {
    stage.data.hasResourceProperties(POOL, {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12, RequireSymbols: true }) },
      UsernameConfiguration: { CaseSensitive: false },
    });
    stage.data.hasResourceProperties(CLIENT, {
      ExplicitAuthFlows: [
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      AllowedOAuthFlows: Match.absent(),
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('lets the console log in at its pages, by a code that is worth something with its verifier alone', () => {
    const { data, api } = synthesize({ baseUrl: 'https://desk.example.com/app' });
    const isConsole = { AllowedOAuthFlows: ['code'] };
    const [[console = ''] = []] = Object.entries(data.findResources(CLIENT, { Properties: isConsole }));
    data.hasResourceProperties(CLIENT, {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['https://desk.example.com/app/login'],
      LogoutURLs: ['https://desk.example.com/app'],
      SupportedIdentityProviders: ['COGNITO'],
      GenerateSecret: false,
      // Where refresh tokens are good once, Cognito takes no flow that would use them again.
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      WriteAttributes: ['locale'],
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 43_200,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      AuthSessionValidity: 15,
    });
    // The API takes its tokens as it takes those of the other client.
    const [authorizer] = Object.values(api.findResources('AWS::ApiGatewayV2::Authorizer'));
    expect(JSON.stringify(authorizer?.Properties.JwtConfiguration.Audience)).toContain(console);
    expect(authorizer?.Properties.JwtConfiguration.Audience).toHaveLength(2);
    api.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { PERSON_CLAIM: 'sub username', TOKEN_USE: 'access' } },
    });
  });

  test('has pages to log in, at an address that is nobody else’s unless one is set', () => {
    const NEWER = 2;
    stage.data.hasResourceProperties(DOMAIN, {
      ManagedLoginVersion: NEWER,
      Domain: { 'Fn::Join': ['', ['shoujie-', { 'Fn::Select': [0, Match.anyValue()] }]] },
    });
    stage.data.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
      UseCognitoProvidedValues: true,
      ClientId: { Ref: Match.stringLikeRegexp('Console') },
    });
    stage.data.hasResourceProperties(POOL, { UserPoolTier: 'ESSENTIALS' });
    synthesize({ login: { domain: 'riverside-desk' } }).data.hasResourceProperties(DOMAIN, {
      Domain: 'riverside-desk',
    });
    const certificateArn = `arn:aws:acm:us-east-1:123456789012:certificate/${'a'.repeat(8)}`;
    const own = synthesize({ login: { domain: { name: 'login.example.com', certificateArn } } }).data;
    own.hasResourceProperties(DOMAIN, {
      Domain: 'login.example.com',
      CustomDomainConfig: { CertificateArn: certificateArn },
    });
    expect(Object.keys(own.findOutputs('*'))).toContain('LoginTarget');
  });

  test('invites people in Chinese first and in English below, to where the product is', () => {
    const { data } = synthesize({ baseUrl: 'https://desk.example.com/app' });
    const { AdminCreateUserConfig, VerificationMessageTemplate: code } = poolOf(data);
    const { EmailMessage, EmailSubject } = AdminCreateUserConfig.InviteMessageTemplate;
    const [chinese = '', english = ''] = EmailMessage.split('<hr>');
    expect(EmailSubject).toMatch(/^首接.*Shoujie/);
    for (const half of [chinese, english]) {
      // Without its place for a password Cognito would send no invitation at all.
      for (const part of ['{username}', '{####}', 'https://desk.example.com/app']) {
        expect(half).toContain(part);
      }
    }
    const said = (text: string) => text.replaceAll(/<[^>]*>|\{.*?\}|https:\S+/g, '');
    expect(said(chinese)).not.toMatch(/[A-Za-z]{2,}/);
    expect(said(english)).not.toMatch(/\p{Script=Han}/u);
    // Nobody is told of an app that they need not have.
    const optional = synthesize({ secondFactor: 'optional' }).data;
    expect(JSON.stringify(optional.toJSON())).not.toContain('身份验证器');
    expect(code).toMatchObject({ DefaultEmailOption: 'CONFIRM_WITH_CODE' });
    expect(code.EmailMessage).toMatch(/验证码是 \{####\}.*<hr>.*code for Shoujie is \{####\}/s);
  });

  test('has the pool write by itself, or by SES from the sender of letters where it is set so', () => {
    stage.data.hasResourceProperties(POOL, { EmailConfiguration: Match.absent() });
    const mail = { sender: 'letters@example.com', region: 'ap-southeast-1' };
    const identityOf = (by: string) => {
      const { data } = synthesize({ mail, login: { mail: by } });
      const { From, EmailSendingAccount, SourceArn } = poolOf(data).EmailConfiguration;
      expect([From, EmailSendingAccount]).toEqual(['letters@example.com', 'DEVELOPER']);
      return JSON.stringify(SourceArn);
    };
    expect(identityOf('ses-domain')).toMatch(/:ses:ap-southeast-1:.*:identity\/example\.com"/);
    expect(identityOf('ses-address')).toMatch(/:ses:ap-southeast-1:.*:identity\/letters@example\.com"/);
  });

  test('puts out what the API and its clients are set up with', () => {
    const outputs = Object.keys(stage.data.findOutputs('*'));
    expect(outputs).toEqual(
      expect.arrayContaining([
        'TableName',
        'FilesBucket',
        'ArchiveBucket',
        'UserPoolId',
        'UserPoolClientId',
        'ConsoleClientId',
        'LoginUrl',
        'Issuer',
      ]),
    );
  });
});

test('a disposable stage takes its table, buckets and user pool with it, and nothing protects them', () => {
  const { data, dataStack } = synthesize({ disposable: true });
  data.hasResource(TABLE, { DeletionPolicy: 'Delete', Properties: { DeletionProtectionEnabled: false } });
  data.hasResource(POOL, { DeletionPolicy: 'Delete', Properties: { DeletionProtection: 'INACTIVE' } });
  data.allResources(BUCKET, { DeletionPolicy: 'Delete' });
  data.allResourcesProperties(BUCKET, { ObjectLockEnabled: Match.absent() });
  data.allResourcesProperties(BUCKET, { VersioningConfiguration: Match.absent() });
  expect(dataStack.terminationProtection).toBe(false);
});
