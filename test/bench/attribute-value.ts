/** A value in DynamoDB's own JSON, of the types that sheets are made of. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  /** In base64. */
  | { readonly B: string }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Readonly<Record<string, AttributeValue>> };

/**
 * The members of an item in DynamoDB's own JSON; undefined ones are left out.
 * @throws TypeError for a value of any other type
 */
export function attributesOf(item: object): Readonly<Record<string, AttributeValue>> {
  const members = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  if (typeof value === 'object' && value !== null) return { M: attributesOf(value) };
  throw new TypeError(`no attribute value: ${typeof value}`);
}
