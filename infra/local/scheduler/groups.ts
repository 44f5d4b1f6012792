import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-environment.ts';
import { AwsError } from '../aws-error.ts';
import { epochSeconds, pageOf } from '../aws-operation.ts';
import type { GroupFilter } from './schedule-input.ts';

interface Group {
  readonly name: string;
  readonly createdAt: number;
  /** The ARN of a schedule in it. */
  arnOf(schedule: string): string;
}

const ARN_START = `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}`;

const describe = ({ name, createdAt }: Group) => ({
  Name: name,
  Arn: `${ARN_START}:schedule-group/${name}`,
  State: 'ACTIVE',
  CreationDate: epochSeconds(createdAt),
  LastModificationDate: epochSeconds(createdAt),
});

/** The groups of schedules; `default` is always there. */
export class ScheduleGroups {
  readonly #groups = new Map<string, Group>();
  readonly #now: () => number;

  constructor(now: () => number, names: readonly string[]) {
    this.#now = now;
    for (const name of new Set(['default', ...names])) this.create(name);
  }

  create(name: string): object {
    if (this.#groups.has(name)) {
      throw new AwsError('ConflictException', `Schedule group ${name} already exists.`, { status: 409 });
    }
    const arnOf = (schedule: string) => `${ARN_START}:schedule/${name}/${schedule}`;
    const group = { name, createdAt: this.#now(), arnOf };
    this.#groups.set(name, group);
    return { ScheduleGroupArn: describe(group).Arn };
  }

  /** @throws AwsError ResourceNotFoundException */
  require(name: string): Group {
    const group = this.#groups.get(name);
    if (group) return group;
    throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, {
      status: 404,
    });
  }

  get(name: string): object {
    return describe(this.require(name));
  }

  list({ NamePrefix = '', MaxResults, NextToken }: GroupFilter): object {
    const groups = [...this.#groups.values()]
      .filter(({ name }) => name.startsWith(NamePrefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(groups, ({ name }) => name, MaxResults, NextToken);
    return { ScheduleGroups: items.map(describe), ...(next === undefined ? {} : { NextToken: next }) };
  }
}
