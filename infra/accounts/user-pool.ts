/** A Cognito user pool as accounts are brought into it. Whatever it is asked twice it has done once. */
import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  type AttributeType,
  CodeDeliveryFailureException,
  CognitoIdentityProviderClient,
  InvalidParameterException,
  LimitExceededException,
  ListUsersCommand,
  TooManyRequestsException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Account, type AccountStep, ATTRIBUTES, type Attributes } from './account.ts';

/** Why a pool did not do what it was asked for one person; the next one may fare better. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused';

  constructor(
    readonly why: 'taken' | 'not-taken' | 'not-delivered',
    /** The pool's own words. */
    readonly said: string,
  ) {
    super(said);
  }
}

/** The pool does no more for now: it is asked too often, or has sent as many letters as it may in a day. */
export class PoolExhausted extends Error {
  override readonly name = 'PoolExhausted';
}

export interface UserPool {
  /** The account of the person with that id: of that user name or, as earlier versions had it, with that `sub`. */
  find(id: string): Promise<Account | undefined>;
  /**
   * Takes a step for an account.
   * @returns whether its telephone number logs in somebody else, so that it does not log them in
   * @throws AccountRefused PoolExhausted
   */
  take(step: AccountStep, username: string): Promise<{ readonly isPhoneTaken: boolean }>;
  close(): void;
}

/** So often, some seconds in all, a pool that is asked too often is asked again; its quotas are a second's. */
const TRIES = 6;
const SUB = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NEVER_USED = 'FORCE_CHANGE_PASSWORD';

/** The pool with that id, with the credentials and the region of the environment. */
export function openUserPool(UserPoolId: string): UserPool {
  const client = new CognitoIdentityProviderClient({ maxAttempts: TRIES });
  const of = (Username: string) => ({ UserPoolId, Username });

  const byUsername = async (id: string): Promise<Account | undefined> => {
    const user = await unlessMissing(client.send(new AdminGetUserCommand(of(id))));
    const account = user && accountOf({ ...user, Attributes: user.UserAttributes });
    // What was found may be somebody's whose mail address or telephone number looks like that.
    return account?.username === id ? account : undefined;
  };
  const bySub = async (id: string): Promise<Account | undefined> => {
    if (!SUB.test(id)) return undefined;
    const { Users: [user] = [] } = await client.send(
      new ListUsersCommand({ UserPoolId, Filter: `sub = "${id}"` }),
    );
    return user && accountOf(user);
  };

  const make = async (username: string, attributes: Attributes) => {
    const isInvited = attributes.email !== undefined;
    try {
      return await withPhone(attributes, async (UserAttributes) => {
        const how = isInvited
          ? { DesiredDeliveryMediums: ['EMAIL' as const] }
          : { MessageAction: 'SUPPRESS' as const };
        await client.send(new AdminCreateUserCommand({ ...of(username), ...how, UserAttributes }));
      });
    } catch (error) {
      // The answer to the first try may have been lost, and the account be theirs all the same.
      const isThere = isTaken(error) && (await byUsername(username)) !== undefined;
      if (isThere) return { isPhoneTaken: false };
      throw error;
    }
  };
  const change = async (username: string, { names, values }: Extract<AccountStep, { kind: 'change' }>) => {
    const gone = names.filter((name) => values[name] === undefined);
    const set = Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
    if (gone.length > 0) {
      await client.send(
        new AdminDeleteUserAttributesCommand({ ...of(username), UserAttributeNames: [...gone] }),
      );
    }
    return withPhone(set, async (UserAttributes) => {
      if (UserAttributes.length === 0) return;
      await client.send(new AdminUpdateUserAttributesCommand({ ...of(username), UserAttributes }));
    });
  };

  const took = async (step: AccountStep, username: string) => {
    const done = { isPhoneTaken: false };
    switch (step.kind) {
      case 'make':
        return make(username, step.attributes);
      case 'remake':
        // The answer to the first try may have been lost.
        await unlessMissing(client.send(new AdminDeleteUserCommand(of(username))));
        return make(username, step.attributes);
      case 'change':
        return change(username, step);
      case 'invite':
        await client.send(
          new AdminCreateUserCommand({
            ...of(username),
            ...{ MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] },
          }),
        );
        return done;
      case 'open':
        await client.send(new AdminEnableUserCommand(of(username)));
        return done;
      case 'close':
        // In this order, so that whoever is closed has been signed out too, wherever it was cut short.
        await client.send(new AdminUserGlobalSignOutCommand(of(username)));
        await client.send(new AdminDisableUserCommand(of(username)));
        return done;
      default:
        return step satisfies never;
    }
  };

  const refusing = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      throw refusalOf(error);
    }
  };

  return {
    find: (id) => refusing(bySub(id).then((found) => found ?? byUsername(id))),
    take: (step, username) => refusing(took(step, username)),
    close: () => client.destroy(),
  };
}

/** What was asked of an account, or undefined where there is none. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

const isTaken = (error: unknown) =>
  error instanceof AliasExistsException || error instanceof UsernameExistsException;

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (isTaken(error)) return new AccountRefused('taken', error.message);
  if (error instanceof InvalidParameterException) return new AccountRefused('not-taken', error.message);
  if (error instanceof CodeDeliveryFailureException)
    return new AccountRefused('not-delivered', error.message);
  if (error instanceof TooManyRequestsException || error instanceof LimitExceededException)
    return new PoolExhausted(error.message);
  return error;
}

/**
 * Writes attributes. A mail address and a telephone number are the company's word, so they count as verified and log in;
 * those of a telephone number that logs in somebody else already, as that of a couple may, are kept without that.
 */
async function withPhone(
  attributes: Attributes,
  write: (attributes: AttributeType[]) => Promise<void>,
): Promise<{ readonly isPhoneTaken: boolean }> {
  try {
    await write(written(attributes, true));
    return { isPhoneTaken: false };
  } catch (error) {
    if (!isTaken(error) || attributes.phone_number === undefined) throw error;
    await write(written(attributes, false));
    return { isPhoneTaken: true };
  }
}

function written(attributes: Attributes, doesPhoneLogIn: boolean): AttributeType[] {
  const plain = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return [
    ...plain,
    ...(attributes.email === undefined ? [] : [{ Name: 'email_verified', Value: 'true' }]),
    ...(attributes.phone_number === undefined
      ? []
      : [{ Name: 'phone_number_verified', Value: String(doesPhoneLogIn) }]),
  ];
}

interface User {
  readonly Username?: string | undefined;
  readonly UserStatus?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly Attributes?: readonly AttributeType[] | undefined;
}

function accountOf({ Username = '', UserStatus, Enabled, Attributes = [] }: User): Account {
  const known = ATTRIBUTES.flatMap((name) => {
    const value = Attributes.find(({ Name }) => Name === name)?.Value;
    return value ? [[name, value] as const] : [];
  });
  return {
    username: Username,
    isOpen: Enabled !== false,
    isUsed: UserStatus !== NEVER_USED,
    attributes: Object.fromEntries(known),
  };
}
