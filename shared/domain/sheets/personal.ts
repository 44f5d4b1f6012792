/**
 * What of a sheet's entries is somebody's own: what they typed, drew and are called (contract section 3, "What is hashed,
 * what is shown"). It stands in the chain as commitments. Ids and the names of staff stay plain. Pure.
 */
import type { ValuePath } from '../kernel/values.ts';
import { isResident } from '../model/roles.ts';
import type { SaidEvent, Sheet } from '../model/sheet.ts';

/** Texts that somebody typed, whatever the step. */
// biome-ignore format: a list
const TEXTS = ['subject', 'details', 'answer', 'opinion', 'reason', 'message', 'question', 'text', 'outcome', 'feedback'];

const RESIDENT: readonly ValuePath[] = ['name', 'phone', 'address'].map((name) => ['resident', name]);
const COMPLAINT: readonly ValuePath[] = ['place', 'cause', 'course'].map((name) => ['complaint', name]);

/** What is said of a request, at its opening or in an amendment. */
const REQUEST: readonly ValuePath[] = [
  ...TEXTS.map((name) => [name]),
  ...RESIDENT,
  ...COMPLAINT,
  ['complaint', 'persons', '*'],
];

const PERSONAL: readonly ValuePath[] = [
  ...REQUEST,
  ...['fields', 'old'].flatMap((words) => REQUEST.map((place) => [words, ...place])),
  ['record', '*'],
  ['signature', 'signer'],
  ['signature', 'path'],
  ['signature', 'onBehalf', '*'],
  ['attachments', '*', 'name'],
  // The request for an exemption is kept with its clock.
  ['result', 'clocks', '*', 'exemption', 'reason'],
];

/** Who asked, by id: of an anonymous complaint that is a value too. */
const ASKER: readonly ValuePath[] = [
  ['resident', 'id'],
  ['requester', 'person'],
];
const ANONYMOUS: readonly ValuePath[] = [
  ...ASKER,
  ...['fields', 'old'].flatMap((words) => ASKER.map((place) => [words, ...place])),
];

/** The places of the values in an entry of that sheet, as the entry leaves it. */
export function personalPlaces(
  { actor }: Pick<SaidEvent, 'actor'>,
  { complaint }: Sheet,
): readonly ValuePath[] {
  return [
    ...PERSONAL,
    ...(isResident(actor) ? [['actor', 'name']] : []),
    ...(complaint?.anonymous === true ? ANONYMOUS : []),
  ];
}

/** The places of what tells who complains; every one of them is kept from who is not shown the resident. */
export const TELLING: readonly ValuePath[] = [
  ...['resident', 'requester', 'record', 'signature'].map((name) => [name]),
  ['attachments', '*', 'name'],
  ...['fields', 'old'].map((words) => [words, 'resident']),
  // Entries of version 0.1: hashes of what is plain, which could be tried out.
  ...['of', 'salt', 'words'].map((name) => [name]),
];
