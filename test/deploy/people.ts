/** People of the check: users of the deployed pool, who are the organisation in the deployed table. */

import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Person, Section, Site } from '../../shared/domain/model/directory.ts';
import { putPerson, putSection, putSite } from '../../shared/store/organisation/organisation.ts';
import { openTable } from '../../shared/store/table/table.ts';
import type { Deployment } from './cdk.ts';

export const site: Site = { id: 'lakeside', name: 'Lakeside', zh: '湖畔苑', timeZone: 'Asia/Shanghai' };

const sections: readonly Section[] = [
  { id: 'customer-service', name: 'Customer service', zh: '客服部', function: 'customer-service' },
  { id: 'engineering', name: 'Engineering', zh: '工程部', function: 'repair' },
];

const ROLES = {
  receptionist: { name: '孙丽', role: 'receptionist', section: 'customer-service' },
  deskManager: { name: '李娜', role: 'manager', section: 'customer-service' },
  engineer: { name: '吴建国', role: 'worker', section: 'engineering' },
  engineeringSupervisor: { name: '冯刚', role: 'supervisor', section: 'engineering' },
  engineeringManager: { name: '王志明', role: 'manager', section: 'engineering' },
  director: { name: '魏东', role: 'director' },
  deputy: { name: '蒋琳', role: 'deputy-director' },
  hr: { name: '杨帆', role: 'hr' },
  resident: { name: '钱志强', role: 'resident', phone: '13800000003', address: '3栋1单元602' },
} as const satisfies Record<string, Omit<Person, 'id' | 'site' | 'active'>>;

export interface LoggedIn {
  /** The `sub` of the user and the id of the person. */
  readonly id: string;
  readonly token: string;
}

export type Username = keyof typeof ROLES;
export type People = Record<Username, LoggedIn>;

/** Where letters to that person go. */
export const addressOf = (username: Username) => `${username.toLowerCase()}@people.example`;

/** Makes the users, logs each in, and writes the organisation that they work in. */
export async function populate(deployment: Deployment): Promise<People> {
  const pool = new CognitoIdentityProviderClient();
  const table = openTable({ name: deployment.tableName });
  await putSite(table, site);
  for (const section of sections) await putSection(table, site.id, section);

  const join = async (username: Username): Promise<LoggedIn> => {
    const user = await logIn(pool, deployment, username);
    await putPerson(table, {
      id: user.id,
      site: site.id,
      active: true,
      language: 'zh-CN',
      email: addressOf(username),
      ...ROLES[username],
    });
    return user;
  };
  const joined: Partial<People> = {};
  for (const username of Object.keys(ROLES) as Username[]) joined[username] = await join(username);
  return joined as People;
}

async function logIn(
  pool: CognitoIdentityProviderClient,
  deployment: Deployment,
  username: string,
): Promise<LoggedIn> {
  const user = { UserPoolId: deployment.userPoolId, Username: username };
  const made = await pool.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  const id = made.User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (id === undefined) throw new Error(`The pool gave ${username} no sub.`);
  return { id, token: await tokenOf(pool, deployment, username) };
}

/** A new password of somebody who has an account, set for good. */
export async function passwordOf(
  pool: CognitoIdentityProviderClient,
  { userPoolId }: Deployment,
  username: string,
): Promise<string> {
  const password = `Aa1!${randomBytes(12).toString('hex')}`;
  const user = { UserPoolId: userPoolId, Username: username };
  await pool.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  return password;
}

/** The access token of somebody who has an account, for whom a password is set. */
export async function tokenOf(
  pool: CognitoIdentityProviderClient,
  deployment: Deployment,
  username: string,
): Promise<string> {
  const { AuthenticationResult: result } = await pool.send(
    new AdminInitiateAuthCommand({
      UserPoolId: deployment.userPoolId,
      ClientId: deployment.userPoolClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: await passwordOf(pool, deployment, username) },
    }),
  );
  if (result?.AccessToken === undefined) throw new Error(`The pool gave ${username} no token.`);
  return result.AccessToken;
}
