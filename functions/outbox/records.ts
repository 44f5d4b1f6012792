/** What a stream record hints at: which sheet, and what of it may have changed. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, StreamRecord } from 'aws-lambda';
import type { Case } from '../../shared/domain/cases/case.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { caseHeadOf, type PendingTransition } from '../../shared/store/cases/case-items.ts';
import { headOf, type PendingEscalation } from '../../shared/store/sheets/sheet-items.ts';
import { caseHintOf, fileOf, hintOf, siteIn, toldEntryOf } from '../../shared/store/table/keys.ts';
import type { EntrySpan } from '../../shared/store/table/owed.ts';
import { readableOr } from '../../shared/store/table/readable.ts';

export type Hint =
  /** The head moved from one state to another; either may be missing. */
  | { readonly kind: 'head'; readonly before: Sheet | undefined; readonly after: Sheet | undefined }
  | { readonly kind: 'pending-escalation'; readonly escalation: PendingEscalation }
  | { readonly kind: 'seal' | 'closing' | 'erasing' };

type Image = Record<string, AttributeValue>;

/** An item as a record shows it. Records come as JSON, where binary values are base64 text. */
function itemIn(image: NonNullable<StreamRecord['NewImage']>): Record<string, unknown> {
  const values = Object.entries(image).map(([name, value]) => [
    name,
    value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') },
  ]);
  return unmarshall(Object.fromEntries(values));
}

/** The entries by which the heads in these records differ; undefined where they have the same. */
export function entriesBetween(hints: readonly (Hint | CaseHint)[]): EntrySpan | undefined {
  const heads = hints.flatMap((hint) => (hint.kind === 'head' ? hint : []));
  const from = Math.min(...heads.map(({ before }) => (before?.entries ?? 0) + 1));
  const upTo = Math.max(...heads.map(({ after }) => after?.entries ?? 0));
  return from <= upTo ? { from, upTo } : undefined;
}

/** The site that a record shows to be new or another than before. */
export function siteOf({ eventName, dynamodb }: DynamoDBRecord): string | undefined {
  const { pk, sk } = unmarshall((dynamodb?.Keys ?? {}) as Image);
  return eventName === 'REMOVE' ? undefined : siteIn(String(pk), String(sk));
}

/** The sheet that a record is about and what it hints at; undefined where it concerns no sheet or nothing is to be done. */
export function hintIn({ dynamodb }: DynamoDBRecord): { sheet: string; hint: Hint } | undefined {
  const { pk, sk } = unmarshall((dynamodb?.Keys ?? {}) as Image);
  const place = hintOf(String(pk), String(sk));
  if (place === undefined) return undefined;
  const before = dynamodb?.OldImage && itemIn(dynamodb.OldImage);
  const after = dynamodb?.NewImage && itemIn(dynamodb.NewImage);
  if (place.kind === 'head') {
    return {
      sheet: place.sheet,
      hint: { kind: 'head', before: before && sheetHintedIn(before), after: after && sheetHintedIn(after) },
    };
  }
  if (place.kind === 'seal' || place.kind === 'erasing') {
    return after && { sheet: place.sheet, hint: { kind: place.kind } };
  }
  if (place.kind === 'closing') return { sheet: place.sheet, hint: { kind: 'closing' } };
  // That one has ended shows in the head.
  const escalation = after && escalationIn(after);
  if (escalation === undefined || isWaitedFor(escalation, before && escalationIn(before))) return undefined;
  return { sheet: place.sheet, hint: { kind: 'pending-escalation', escalation } };
}

const escalationIn = (image: Record<string, unknown>): PendingEscalation | undefined =>
  readableOr(image, ({ raising }) => JSON.parse(String(raising)));

/** Whether the workflow that began with an earlier state of an escalation is there in time: it asks again when it wakes up. */
const isWaitedFor = (now: PendingEscalation, before: PendingEscalation | undefined): boolean =>
  before !== undefined && before.at <= now.at;

// A head that cannot be read hints at nothing, and what it is of is read from its ledger.
const sheetHintedIn = (image: Record<string, unknown>): Sheet | undefined => readableOr(image, headOf)?.sheet;
const caseHintedIn = (image: Record<string, unknown>): Case | undefined =>
  readableOr(image, caseHeadOf)?.case;

/** The id of the file that a record shows to be attached and yet to be kept, or undefined. */
export function fileIn({ dynamodb }: DynamoDBRecord): string | undefined {
  const { pk } = unmarshall((dynamodb?.Keys ?? {}) as Image);
  return dynamodb?.NewImage?.duePk === undefined ? undefined : fileOf(String(pk));
}

/** The entry that a record shows to be new of a person's ledger of the directory, or of an award's; else undefined. */
export function toldEntryIn({ eventName, dynamodb }: DynamoDBRecord): ReturnType<typeof toldEntryOf> {
  if (eventName !== 'INSERT') return undefined;
  const { pk, sk } = unmarshall((dynamodb?.Keys ?? {}) as Image);
  return toldEntryOf(String(pk), String(sk));
}

/** What a record hints at of a case: that its head moved, a chain of transitions that began, that it is to be sealed. */
export type CaseHint =
  | { readonly kind: 'head'; readonly before: Case | undefined; readonly after: Case | undefined }
  | { readonly kind: 'pending-transition'; readonly transition: PendingTransition }
  | { readonly kind: 'seal' | 'erasing' };

/** The case that a record is about, and what it hints at. A transition that comes to another instant is its workflow's matter. */
export function caseHintIn({
  eventName,
  dynamodb,
}: DynamoDBRecord): { id: string; hint: CaseHint } | undefined {
  const { pk, sk } = unmarshall((dynamodb?.Keys ?? {}) as Image);
  const place = caseHintOf(String(pk), String(sk));
  if (place === undefined) return undefined;
  const before = dynamodb?.OldImage && itemIn(dynamodb.OldImage);
  const after = dynamodb?.NewImage && itemIn(dynamodb.NewImage);
  if (place.kind === 'head') {
    const hint = { before: before && caseHintedIn(before), after: after && caseHintedIn(after) };
    return { id: place.case, hint: { kind: 'head', ...hint } };
  }
  if (place.kind === 'seal' || place.kind === 'erasing') {
    return after && { id: place.case, hint: { kind: place.kind } };
  }
  if (eventName !== 'INSERT' || after === undefined) return undefined;
  const transition = readableOr<PendingTransition>(after, ({ moving }) => JSON.parse(String(moving)));
  return transition && { id: place.case, hint: { kind: 'pending-transition', transition } };
}
