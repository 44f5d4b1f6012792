/**
 * A Cognito user pool as accounts are brought into it, over its own protocol (JSON 1.1), with the rules that matter there: user
 * names in small letters, mail addresses and telephone numbers that log in one person alone, quotas. And what a deployed
 * stack puts out, as CloudFormation tells it.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  attributes: Record<string, string>;
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
  isOpen: boolean;
  /** How often all their sessions were ended. */
  signOuts: number;
}

export interface PoolServer {
  readonly url: string;
  readonly users: Map<string, PoolUser>;
  /** The actions that were asked for, in order, each with the user name; readings left out. */
  readonly asked: string[];
  /** The addresses that invitations went to. */
  readonly invitations: string[];
  /** What the stack of the stage puts out. */
  outputs: Readonly<Record<string, string>>;
  /** Told of each action before it is done; an error's name that it gives is answered in its place. */
  onAction: (action: string, username: string) => string | undefined;
  /** Told of each action when it was done, before it is answered; by throwing it has the answer lost. */
  onDone: (action: string, username: string) => void;
  close(): Promise<void>;
}

type Input = Readonly<Record<string, unknown>> & { readonly Username?: string };

/** An error as Cognito answers it. */
class PoolError extends Error {
  constructor(
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

const ALIASES = ['email', 'phone_number'] as const;
const E164 = /^\+\d{7,15}$/;
const ADDRESS = /^\S+@\S+\.\S+$/;

export async function startPoolServer(): Promise<PoolServer> {
  const users = new Map<string, PoolUser>();
  const pool: Omit<PoolServer, 'url' | 'close'> = {
    users,
    asked: [],
    invitations: [],
    outputs: {},
    onAction: () => undefined,
    onDone: () => undefined,
  };

  const aliasOf = (attributes: Readonly<Record<string, string>>, name: string) =>
    attributes[`${name}_verified`] === 'true' ? attributes[name]?.toLowerCase() : undefined;

  /** Whoever logs in by that: a user name, or an alias. */
  const found = (named: string): PoolUser => {
    const text = named.toLowerCase();
    const user =
      users.get(text) ??
      [...users.values()].find(({ attributes }) =>
        ALIASES.some((name) => aliasOf(attributes, name) === text),
      );
    if (user === undefined) throw new PoolError('UserNotFoundException', 'User does not exist.');
    return user;
  };

  const written = (input: Input): Record<string, string> => {
    const given = (input.UserAttributes ?? []) as { Name: string; Value: string }[];
    const attributes = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
    if (attributes.phone_number !== undefined && !E164.test(attributes.phone_number))
      throw new PoolError('InvalidParameterException', 'Invalid phone number format.');
    if (attributes.email !== undefined && !ADDRESS.test(attributes.email))
      throw new PoolError('InvalidParameterException', 'Invalid email address format.');
    return attributes;
  };
  const refuseTaken = (attributes: Readonly<Record<string, string>>, by: PoolUser | undefined) => {
    for (const name of ALIASES) {
      const alias = aliasOf(attributes, name);
      const others = [...users.values()].filter((user) => user !== by);
      if (alias !== undefined && others.some((user) => aliasOf(user.attributes, name) === alias))
        throw new PoolError('AliasExistsException', `An account with the ${name} already exists.`);
    }
  };

  const shown = (user: PoolUser) => ({
    Username: user.username,
    UserStatus: user.status,
    Enabled: user.isOpen,
    // A pool that takes small letters for capitals gives small ones out.
    attributes: Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({
      Name,
      Value: Value.toLowerCase(),
    })),
  });
  const answer = (user: PoolUser, name: 'UserAttributes' | 'Attributes') => {
    const { attributes, ...rest } = shown(user);
    return { ...rest, [name]: attributes };
  };

  const ACTIONS: Readonly<Record<string, (input: Input, named: string) => object>> = {
    AdminGetUser: (_input, named) => answer(found(named), 'UserAttributes'),
    ListUsers: ({ Filter }) => {
      const [, sub] = /^sub = "(.*)"$/.exec(String(Filter)) ?? [];
      return {
        Users: [...users.values()]
          .filter((user) => user.sub === sub)
          .map((user) => answer(user, 'Attributes')),
      };
    },
    AdminCreateUser: (input, named) => {
      if (input.MessageAction === 'RESEND') {
        const user = found(named);
        if (user.status !== 'FORCE_CHANGE_PASSWORD') throw new PoolError('UnsupportedUserStateException');
        pool.invitations.push(String(user.attributes.email));
        return { User: answer(user, 'Attributes') };
      }
      if (ADDRESS.test(named))
        throw new PoolError('InvalidParameterException', 'Username cannot be of email format.');
      const username = named.toLowerCase();
      if (users.has(username)) throw new PoolError('UsernameExistsException', 'User account already exists');
      const attributes = written(input);
      refuseTaken(attributes, undefined);
      const isInvited = input.MessageAction !== 'SUPPRESS';
      if (isInvited && attributes.email === undefined)
        throw new PoolError('InvalidParameterException', 'User has no address.');
      const user: PoolUser = {
        ...{
          username,
          sub: randomUUID(),
          attributes,
          status: 'FORCE_CHANGE_PASSWORD',
          isOpen: true,
          signOuts: 0,
        },
      };
      users.set(username, user);
      if (isInvited) pool.invitations.push(String(attributes.email));
      return { User: answer(user, 'Attributes') };
    },
    AdminUpdateUserAttributes: (input, named) => {
      const user = found(named);
      const attributes = { ...user.attributes, ...written(input) };
      refuseTaken(attributes, user);
      user.attributes = attributes;
      return {};
    },
    AdminDeleteUserAttributes: (input, named) => {
      const user = found(named);
      for (const name of input.UserAttributeNames as string[]) {
        delete user.attributes[name];
        delete user.attributes[`${name}_verified`];
      }
      return {};
    },
    AdminDeleteUser: (_input, named) => {
      users.delete(found(named).username);
      return {};
    },
    AdminDisableUser: (_input, named) => {
      found(named).isOpen = false;
      return {};
    },
    AdminEnableUser: (_input, named) => {
      found(named).isOpen = true;
      return {};
    },
    AdminUserGlobalSignOut: (_input, named) => {
      found(named).signOuts += 1;
      return {};
    },
  };
  const READS = ['AdminGetUser', 'ListUsers'];

  const act = (action: string, input: Input): object => {
    const named = input.Username ?? '';
    const refused = pool.onAction(action, named);
    if (refused !== undefined) throw new PoolError(refused);
    if (!READS.includes(action)) pool.asked.push(`${action} ${named}`);
    const does = ACTIONS[action];
    if (does === undefined) throw new PoolError('InvalidAction', action);
    const result = does(input, named);
    pool.onDone(action, named);
    return result;
  };

  const stacks = () => {
    const members = Object.entries(pool.outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  };

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const [, action] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (action === undefined) return response.setHeader('content-type', 'text/xml').end(stacks());
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      response.end(JSON.stringify(act(action, JSON.parse(body))));
    } catch (error) {
      // What is no answer of a pool's is an answer that got lost.
      if (!(error instanceof PoolError)) return request.socket.destroy();
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: error.code, message: error.message }));
    }
    return response;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(pool, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
