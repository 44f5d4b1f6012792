/** What every API function with a table has: made once a process, outside the handlers. */

import { ulid } from 'ulid';
import type { CommandContext } from '../../shared/commands/command.ts';
import { openDigest } from '../../shared/runtime/digest.ts';
import { fromEnvironment, settingOr } from '../../shared/runtime/env.ts';
import { openSecret } from '../../shared/runtime/secret.ts';
import { cacheDirectory } from '../../shared/store/organisation/directory-cache.ts';
import { openTable } from '../../shared/store/table/table.ts';
import type { Api } from './api.ts';
import { tokenRule } from './proven-identity.ts';

// Functions that need no digest are told of no secret, and ask for none.
const digest = openDigest(openSecret(settingOr('SEARCH_SECRET', '')));
const table = openTable({ name: fromEnvironment('TABLE_NAME'), digest });
const directory = cacheDirectory(table);

export const commandContext: CommandContext = { table, directory, newId: (now) => ulid(Date.parse(now)) };
export const identity: Api = {
  tokens: tokenRule(fromEnvironment('PERSON_CLAIM'), fromEnvironment('TOKEN_USE')),
  findCaller: directory.person,
  begin: directory.begin,
};
