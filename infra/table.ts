/** The shape of the one table, defined once for the data stack and for the local cloud. */

export interface IndexShape {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes copied into the index; none: keys only. */
  readonly projected: readonly string[];
}

/** What a list shows of a sheet (contract section 3), so that a page is answered from an index alone. */
export const SUMMARY_ATTRIBUTES = [
  'id',
  'number',
  'site',
  'kind',
  'channel',
  'category',
  'urgency',
  'status',
  'subject',
  'resident',
  'section',
  'handler',
  'firstContact',
  'round',
  'nextDue',
  'breached',
  'openedAt',
  'updatedAt',
  'version',
] as const;

export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'expiresAt',
  stream: 'NEW_AND_OLD_IMAGES',
  indexes: [
    { name: 'by-site', partitionKey: 'sitePk', sortKey: 'openedSk', projected: SUMMARY_ATTRIBUTES },
    {
      name: 'by-section-status',
      partitionKey: 'queuePk',
      sortKey: 'openedSk',
      projected: SUMMARY_ATTRIBUTES,
    },
    { name: 'by-number', partitionKey: 'numberPk', sortKey: 'openedSk', projected: SUMMARY_ATTRIBUTES },
  ] satisfies readonly IndexShape[],
} as const;
