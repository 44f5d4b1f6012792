import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../aws-error.ts';
import { epochSeconds, pageOf } from '../aws-operation.ts';
import { type DeliveryTools, deliver } from './delivery.ts';
import { readExpression, type Timing } from './expression.ts';
import type { ScheduleGroups } from './groups.ts';
import type { ScheduleFilter, ScheduleInput } from './schedule-input.ts';

interface Entry {
  readonly arn: string;
  readonly input: ScheduleInput;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly disarm: () => void;
}

const keyOf = (group: string, name: string) => `${group}/${name}`;
const noSuchSchedule = (name: string) =>
  new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, { status: 404 });

/** Every schedule, and when each fires next. */
export class Schedules {
  readonly #entries = new Map<string, Entry>();
  readonly #groups: ScheduleGroups;
  readonly #tools: DeliveryTools;
  #invocations = 0;

  constructor(groups: ScheduleGroups, tools: DeliveryTools) {
    this.#groups = groups;
    this.#tools = {
      ...tools,
      invoke: (name, payload) => {
        this.#invocations += 1;
        return tools.invoke(name, payload);
      },
    };
  }

  /** How often a target was called. */
  get invocations(): number {
    return this.#invocations;
  }

  create(input: ScheduleInput): object {
    const key = keyOf(input.GroupName, input.Name);
    const known = this.#entries.get(key);
    if (known) {
      if (input.ClientToken !== undefined && isDeepStrictEqual(known.input, input)) {
        return { ScheduleArn: known.arn };
      }
      throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, { status: 409 });
    }
    const now = this.#tools.clock.now();
    return this.#set(key, input, now, now);
  }

  /** Puts all of it in the place of what was: members left out go back to their defaults. */
  update(input: ScheduleInput): object {
    const key = keyOf(input.GroupName, input.Name);
    const { createdAt } = this.#find(input.GroupName, input.Name);
    return this.#set(key, input, createdAt, this.#tools.clock.now());
  }

  delete(group: string, name: string): object {
    this.#find(group, name).disarm();
    this.#entries.delete(keyOf(group, name));
    return {};
  }

  get(group: string, name: string): object {
    const { arn, input, createdAt, modifiedAt } = this.#find(group, name);
    const { ClientToken: _, ...members } = input;
    return {
      ...members,
      Arn: arn,
      CreationDate: epochSeconds(createdAt),
      LastModificationDate: epochSeconds(modifiedAt),
    };
  }

  list({ ScheduleGroup, NamePrefix = '', State, MaxResults, NextToken }: ScheduleFilter): object {
    if (ScheduleGroup !== undefined) this.#groups.require(ScheduleGroup);
    const entries = [...this.#entries]
      .filter(
        ([, { input }]) =>
          (ScheduleGroup === undefined || input.GroupName === ScheduleGroup) &&
          (State === undefined || input.State === State) &&
          input.Name.startsWith(NamePrefix),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const { items, next } = pageOf(entries, ([key]) => key, MaxResults, NextToken);
    return {
      Schedules: items.map(([, { arn, input, createdAt, modifiedAt }]) => ({
        Arn: arn,
        Name: input.Name,
        GroupName: input.GroupName,
        State: input.State,
        CreationDate: epochSeconds(createdAt),
        LastModificationDate: epochSeconds(modifiedAt),
        Target: { Arn: input.Target.Arn },
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  }

  /** Lets nothing fire any more. */
  stop(): void {
    for (const { disarm } of this.#entries.values()) disarm();
  }

  #find(group: string, name: string): Entry {
    const entry = this.#entries.get(keyOf(group, name));
    if (!entry) throw noSuchSchedule(name);
    return entry;
  }

  #set(key: string, input: ScheduleInput, createdAt: number, modifiedAt: number): object {
    const timing = readExpression(input.ScheduleExpression, input.ScheduleExpressionTimezone);
    const arn = this.#groups.require(input.GroupName).arnOf(input.Name);
    this.#entries.get(key)?.disarm();
    const disarm = input.State === 'ENABLED' ? this.#arm(key, arn, input, timing) : () => {};
    this.#entries.set(key, { arn, input, createdAt, modifiedAt, disarm });
    return { ScheduleArn: arn };
  }

  /** @returns what takes it back, retries included */
  #arm(key: string, arn: string, input: ScheduleInput, timing: Timing): () => void {
    const { clock } = this.#tools;
    let isWanted = true;
    let cancel = () => {};
    const isOver = () => {
      if (timing.kind === 'once' && input.ActionAfterCompletion === 'DELETE' && isWanted) {
        this.#entries.delete(key);
      }
    };
    const fire = (due: number) =>
      deliver({ arn, target: input.Target, due, isWanted: () => isWanted, onEnd: isOver }, this.#tools);
    const waitFor = (due: number) => {
      cancel = clock.at({
        at: due,
        run: () => {
          if (timing.kind === 'rate') {
            // After a sleep of the machine it goes on in step and makes up for nothing.
            const missed = Math.floor((clock.now() - due) / timing.everyMs);
            waitFor(due + (missed + 1) * timing.everyMs);
          }
          if (timing.kind === 'monthly') waitFor(timing.after(clock.now()));
          fire(due);
        },
      });
    };
    const now = clock.now();
    if (timing.kind === 'once' && timing.at > now) waitFor(timing.at);
    else if (timing.kind === 'monthly') waitFor(timing.after(now));
    else {
      // At once, without the clock, so that whoever settles now waits for it.
      fire(timing.kind === 'once' ? timing.at : now);
      if (timing.kind === 'rate') waitFor(now + timing.everyMs);
    }
    return () => {
      isWanted = false;
      cancel();
    };
  }
}
