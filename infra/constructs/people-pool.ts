import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { TokenIssuer } from './http-api.ts';

export interface PeoplePoolProps {
  readonly disposable: boolean;
  readonly secondFactor: 'required' | 'optional';
}

/**
 * Who may log in, where no other issuer is set. The company makes the accounts; the `sub` of each is the
 * id of its person in the directory. Unless disposable the pool outlives its stack and refuses deletion.
 */
export class PeoplePool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly tokens: TokenIssuer;

  constructor(scope: Construct, id: string, { disposable, secondFactor }: PeoplePoolProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      // These can never be changed afterwards, and some residents have a phone but no mail address.
      signInAliases: { username: true, email: true, phone: true },
      // Phones are verified by who makes the account, so the pool needs no right to send text messages.
      autoVerify: { email: true },
      enableSmsRole: false,
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(7),
      },
      // Cognito can ask it of everybody or of nobody: whoever works here must have one, so everybody does.
      mfa: secondFactor === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: !disposable,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The plus tier is billed by the person; there is no self sign-up that it would guard.',
    });
    if (secondFactor === 'optional') {
      Validations.of(this.pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason: 'The operator has set it so; docs/operations.md says what for.',
      });
    }
    this.client = this.pool.addClient('Client', {
      // The password itself is taken only from callers with AWS credentials; browsers and phones use SRP.
      authFlows: { userSrp: true, adminUserPassword: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    const { region, urlSuffix } = Stack.of(this);
    this.tokens = {
      issuer: `https://cognito-idp.${region}.${urlSuffix}/${this.pool.userPoolId}`,
      audience: [this.client.userPoolClientId],
      claim: 'sub',
      tokens: 'access',
    };
  }
}
