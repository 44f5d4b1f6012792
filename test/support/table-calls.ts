/** What functions ask of the table, read from what goes over the wire. */
import http, { type ClientRequest } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import * as z from 'zod';
import { atWork } from './watched-functions.ts';

/** An action as IAM knows it, without `dynamodb:`, and the item that it writes or checks; reading names none here. */
export interface TableCall {
  readonly action: string;
  readonly item?: { readonly pk: string; readonly sk: string };
  /** Whether the item is deleted. */
  readonly isGone?: boolean;
  /** The index that is read. */
  readonly index?: string;
}

/** Refuses a call of a function by throwing. */
export type Rule = (by: string, call: TableCall) => void;

const TARGET = /^DynamoDB_\d+\.(\w+)$/;
const text = z.object({ S: z.string() }).transform(({ S }) => S);
const keys = z.object({ pk: text, sk: text });
const within = { Item: keys.optional(), Key: keys.optional() };
const one = z.object(within).transform(({ Item, Key }) => Item ?? Key);
const oneOf = z.record(z.string(), one);

type Keys = z.infer<typeof keys> | undefined;
const on = (action: string, item: Keys, isGone: boolean): TableCall => ({
  action,
  ...(item && { item }),
  isGone,
});

const single = (action: string) => one.transform((item) => [on(action, item, action === 'DeleteItem')]);
const reading = (action: string) =>
  z
    .object({ IndexName: z.string().optional() })
    .transform(({ IndexName }): TableCall[] => [{ action, ...(IndexName && { index: IndexName }) }]);
const batch = z.object({ RequestItems: z.record(z.string(), z.array(oneOf)) }).transform(({ RequestItems }) =>
  Object.values(RequestItems)
    .flat()
    .flatMap((request) => Object.entries(request))
    .map(([kind, item]) => on('BatchWriteItem', item, kind === 'DeleteRequest')),
);
const transaction = z
  .object({ TransactItems: z.array(oneOf) })
  .transform(({ TransactItems }) =>
    TransactItems.flatMap((write) => Object.entries(write)).map(([kind, item]) =>
      on(`${kind}Item`, item, kind === 'Delete'),
    ),
  );

/** What IAM checks of a request: of a transaction the action of each item, of a batch its own. */
const FORMS: Readonly<Record<string, z.ZodType<TableCall[]>>> = {
  GetItem: reading('GetItem'),
  BatchGetItem: reading('BatchGetItem'),
  Query: reading('Query'),
  PutItem: single('PutItem'),
  UpdateItem: single('UpdateItem'),
  DeleteItem: single('DeleteItem'),
  BatchWriteItem: batch,
  TransactWriteItems: transaction,
};

/** What a request asks for. @throws for an operation that no function is known to use */
export function callsIn(operation: string, body: string): readonly TableCall[] {
  const form = FORMS[operation];
  return form === undefined ? [{ action: operation }] : form.parse(JSON.parse(body));
}

function operationOf(options: unknown): string | undefined {
  const headers: Readonly<Record<string, unknown>> = Object(Object(options).headers);
  return TARGET.exec(String(headers['x-amz-target']))?.[1];
}

/** From now on every call that a function of this process makes of the table has to obey the rule. */
export function watchTable(rule: Rule): void {
  const { request } = http;
  const watched = (...args: Parameters<typeof request>): ClientRequest => {
    const made = request(...args);
    const [by, operation] = [atWork(), operationOf(args[0])];
    if (by === undefined || operation === undefined) return made;
    const { end } = made;
    const checkedEnd = (body: unknown, ...rest: unknown[]) => {
      try {
        for (const call of callsIn(operation, String(body))) rule(by, call);
      } catch (error) {
        return made.destroy(error as Error);
      }
      return Reflect.apply(end, made, [body, ...rest]);
    };
    return Object.assign(made, { end: checkedEnd });
  };
  Reflect.set(http, 'request', watched);
  syncBuiltinESMExports();
}
