/** A table in memory: as much of DynamoDB as what waits for a reader, and the letters to them, need. */
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Item, Table } from '../../shared/store/table/table.ts';

interface Put {
  readonly Item: Item;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}
interface Input extends Put {
  readonly Key: Item;
  readonly ExpressionAttributeValues: Readonly<Record<string, string>>;
  readonly Limit?: number;
  readonly UpdateExpression?: string;
  readonly RequestItems: Readonly<
    Record<
      string,
      readonly {
        readonly DeleteRequest: { readonly Key: Item };
        readonly PutRequest?: { readonly Item: Item };
      }[]
    >
  >;
  readonly TransactItems: readonly { readonly Put: Put }[];
}

const placeOf = ({ pk, sk }: Item) => `${pk} ${sk}`;

/** A table without anything in it, and what is in it by and by. */
export function memoryTable(): { readonly table: Table; readonly items: Map<string, Item> } {
  const items = new Map<string, Item>();
  const holds = ({ Item, ConditionExpression, ExpressionAttributeValues }: Put) => {
    const before = items.get(placeOf(Item));
    if (ConditionExpression === undefined) return true;
    if (ConditionExpression === 'attribute_not_exists(pk)') return before === undefined;
    if (ConditionExpression === 'letter = :before')
      return before?.letter === ExpressionAttributeValues?.[':before'];
    throw new Error(`a condition that this table does not know: ${ConditionExpression}`);
  };
  const put = ({ Item }: Put) => void items.set(placeOf(Item), Item);
  const does: Readonly<Record<string, (input: Input) => object>> = {
    GetCommand: ({ Key }) => ({ Item: items.get(placeOf(Key)) }),
    BatchGetCommand: () => ({ Responses: {} }),
    PutCommand: (input) => {
      if (!holds(input)) throw new ConditionalCheckFailedException({ message: '', $metadata: {} });
      put(input);
      return {};
    },
    TransactWriteCommand: ({ TransactItems }) => {
      const reasons = TransactItems.map((each) => ({
        Code: holds(each.Put) ? 'None' : 'ConditionalCheckFailed',
      }));
      if (reasons.some(({ Code }) => Code !== 'None')) {
        throw new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons: reasons });
      }
      for (const each of TransactItems) put(each.Put);
      return {};
    },
    BatchWriteCommand: ({ RequestItems }) => {
      for (const { DeleteRequest, PutRequest } of Object.values(RequestItems).flat()) {
        if (PutRequest === undefined) items.delete(placeOf(DeleteRequest.Key));
        else items.set(placeOf(PutRequest.Item), PutRequest.Item);
      }
      return {};
    },
    // Of a partition from one sort key to another, as whoever looks for what waits asks.
    QueryCommand: ({ ExpressionAttributeValues: of }) => {
      const [pk = '', first = '', last = ''] = Object.values(of);
      const found = [...items.values()].filter(
        (item) =>
          item.pk === pk && String(item.sk) >= first && String(item.sk) <= last && item.notice !== undefined,
      );
      return { Items: found.sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1)) };
    },
  };
  const send = async (command: {
    readonly constructor: { readonly name: string };
    readonly input: Input;
  }) => {
    const run = does[command.constructor.name];
    if (run === undefined) throw new Error(`this table knows no ${command.constructor.name}`);
    return run(command.input);
  };
  return { table: { name: 'table', client: { send } } as unknown as Table, items };
}
