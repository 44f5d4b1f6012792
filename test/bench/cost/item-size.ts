/** Sizes and units as DynamoDB reckons them. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item in the table's own form, as it goes over the wire: binary values are base64 text. */
export type WireItem = Readonly<Record<string, AttributeValue>>;

const WRITE_UNIT_BYTES = 1_024;
const READ_UNIT_BYTES = 4_096;
/** Of a list or a map, and of each member of it. */
const NESTED_BYTES = 3;
const MEMBER_BYTES = 1;

const utf8 = (text: string) => Buffer.byteLength(text, 'utf8');

function valueSize(value: AttributeValue): number {
  const [[type, content] = []] = Object.entries(value);
  if (type === 'S') return utf8(content);
  // About a byte for two digits, and one more.
  if (type === 'N') return Math.ceil(String(content).replace(/[-.]/g, '').length / 2) + 1;
  if (type === 'B') return Buffer.from(String(content), 'base64').length;
  if (type === 'BOOL' || type === 'NULL') return 1;
  if (type === 'M') {
    const members = Object.values(content as WireItem).length * MEMBER_BYTES;
    return NESTED_BYTES + members + itemSize(content as WireItem);
  }
  if (type === 'L') {
    return (content as AttributeValue[]).reduce(
      (sum, each) => sum + MEMBER_BYTES + valueSize(each),
      NESTED_BYTES,
    );
  }
  throw new Error(`no size is known for type ${type}`);
}

/** Bytes of an item: names and values. */
export const itemSize = (item: WireItem): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueSize(value), 0);

/** Write units for so many bytes, outside a transaction. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));

/** Read units for so many bytes; half where the read need not be consistent. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) / (isConsistent ? 1 : 2);
