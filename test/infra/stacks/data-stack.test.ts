import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { tableShape } from '../../../infra/table.ts';
import { type Synthesis, synthesize, withoutTemplateRules } from '../synthesis.ts';

beforeAll(withoutTemplateRules);

const TABLE = 'AWS::DynamoDB::Table';
const POOL = 'AWS::Cognito::UserPool';
const CLIENT = 'AWS::Cognito::UserPoolClient';

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
    const ids = [TABLE, POOL, CLIENT].flatMap((type) => Object.keys(stage.data.findResources(type)));
    expect(ids).toEqual(['SheetsTableB5893015', 'PeoplePoolC64A4D1E', 'PeoplePoolClientECD71F90']);
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

  test('puts out what the API and its clients are set up with', () => {
    const outputs = Object.keys(stage.data.findOutputs('*'));
    expect(outputs).toEqual(
      expect.arrayContaining(['TableName', 'UserPoolId', 'UserPoolClientId', 'Issuer']),
    );
  });
});

test('a disposable stage takes its table and user pool with it, and nothing protects them', () => {
  const { data, dataStack } = synthesize({ disposable: true });
  data.hasResource(TABLE, { DeletionPolicy: 'Delete', Properties: { DeletionProtectionEnabled: false } });
  data.hasResource(POOL, { DeletionPolicy: 'Delete', Properties: { DeletionProtection: 'INACTIVE' } });
  expect(dataStack.terminationProtection).toBe(false);
});
