import { Aws, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolDomain,
  UserPoolEmail,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { TokenIssuer } from './http-api.ts';
import { codeLetter, INVITATION_DAYS, invitation, SHORTEST_PASSWORD } from './pool-letters.ts';

export type PeoplePoolProps = Pick<Settings, 'disposable' | 'secondFactor' | 'login' | 'mail' | 'baseUrl'>;

/** How long tokens are good; whoever is deactivated in the directory is refused at once all the same. */
const LIFETIMES = {
  accessTokenValidity: Duration.hours(1),
  idTokenValidity: Duration.hours(1),
  refreshTokenValidity: Duration.days(30),
};

/**
 * Who may log in, where no other issuer is set. The company makes the accounts, and the user name of each is the id of its
 * person in the directory; of accounts that earlier versions knew, their `sub` is. Unless disposable the pool outlives its
 * stack and refuses deletion.
 */
export class PeoplePool extends Construct {
  readonly pool: UserPool;
  /** For programs that ask for the password themselves. */
  readonly client: UserPoolClient;
  /** For the console, which sends people to the pool's own pages. */
  readonly console: UserPoolClient;
  readonly tokens: TokenIssuer;
  /** Where those pages are. */
  readonly loginUrl: string;
  /** What the DNS entry of their own name, if they have one, is to point to. */
  readonly loginTarget: string | undefined;

  constructor(scope: Construct, id: string, props: PeoplePoolProps) {
    super(scope, id);
    const { disposable, secondFactor, baseUrl } = props;
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      // These can never be changed afterwards, and some residents have a phone but no mail address.
      signInAliases: { username: true, email: true, phone: true },
      // Phones are verified by who makes the account, so the pool needs no right to send text messages.
      autoVerify: { email: true },
      enableSmsRole: false,
      signInCaseSensitive: false,
      // The pages to log in want this plan or a dearer one.
      featurePlan: FeaturePlan.ESSENTIALS,
      userInvitation: invitation({ url: baseUrl, secondFactor }),
      userVerification: { ...codeLetter, emailStyle: VerificationEmailStyle.CODE },
      ...emailOf(this, props),
      passwordPolicy: {
        minLength: SHORTEST_PASSWORD,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_DAYS),
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
      ...LIFETIMES,
    });
    this.console = this.addConsole(baseUrl);
    const domain = this.addDomain(props);
    this.loginUrl = domain.baseUrl();
    this.loginTarget = typeof props.login.domain === 'object' ? domain.cloudFrontEndpoint : undefined;
    const { region, urlSuffix } = Stack.of(this);
    this.tokens = {
      issuer: `https://cognito-idp.${region}.${urlSuffix}/${this.pool.userPoolId}`,
      audience: [this.client.userPoolClientId, this.console.userPoolClientId],
      claims: ['sub', 'username'],
      tokens: 'access',
    };
  }

  /** A page has no secret that it could keep: a code is worth something only with the verifier of who asked for it (PKCE). */
  private addConsole(baseUrl: string): UserPoolClient {
    return this.pool.addClient('Console', {
      // A refresh token is good once; who comes late with one that was used is asked to log in again.
      refreshTokenRotationGracePeriod: Duration.seconds(60),
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${baseUrl}/login`],
        logoutUrls: [baseUrl],
      },
      // Mail and phone are the directory's: nobody changes by their own token where their codes go to.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // Somebody who has to find an authenticator app first takes longer than the three minutes that are usual.
      authSessionValidity: Duration.minutes(15),
      ...LIFETIMES,
    });
  }

  private addDomain({ login: { domain = ownPrefix() } }: PeoplePoolProps): UserPoolDomain {
    const added = new UserPoolDomain(this, 'Domain', {
      userPool: this.pool,
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
      ...(typeof domain === 'string'
        ? { cognitoDomain: { domainPrefix: domain } }
        : {
            customDomain: {
              domainName: domain.name,
              certificate: Certificate.fromCertificateArn(this, 'LoginCertificate', domain.certificateArn),
            },
          }),
    });
    // A client without a style has no pages at all.
    const style = new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: this.pool.userPoolId,
      clientId: this.console.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    style.node.addDependency(added);
    return added;
  }
}

/** A prefix that no other pool of the region has: it ends in the first digits of the stack's own id. */
function ownPrefix(): string {
  const stackId = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return `shoujie-${Fn.select(0, Fn.split('-', stackId))}`;
}

/** By whom the pool writes, where it does not write itself. */
function emailOf(scope: Construct, { login, mail }: PeoplePoolProps): { readonly email?: UserPoolEmail } {
  if (login.mail === 'cognito') return {};
  const [, sesVerifiedDomain = ''] = mail.sender.split('@');
  return {
    email: UserPoolEmail.withSES({
      fromEmail: mail.sender,
      sesRegion: mail.region ?? Stack.of(scope).region,
      ...(login.mail === 'ses-domain' && { sesVerifiedDomain }),
    }),
  };
}
