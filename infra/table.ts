/** The shape of the one table, defined once for the data stack and for the local cloud. */

export interface IndexShape {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Attributes copied into the index; none: keys only. */
  readonly projected: readonly string[];
}

/** What a list needs of a sheet: its summary, as JSON text, and what the table itself filters by. */
const LISTED = ['summary', 'status', 'kind', 'breached'] as const;

export const tableShape = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'expiresAt',
  stream: 'NEW_AND_OLD_IMAGES',
  indexes: [
    { name: 'by-site', partitionKey: 'sitePk', sortKey: 'openedSk', projected: LISTED },
    {
      name: 'by-section-status',
      partitionKey: 'queuePk',
      sortKey: 'openedSk',
      projected: LISTED,
    },
    { name: 'by-number', partitionKey: 'numberPk', sortKey: 'openedSk', projected: LISTED },
    { name: 'by-due', partitionKey: 'duePk', sortKey: 'dueSk', projected: LISTED },
  ] satisfies readonly IndexShape[],
} as const;
