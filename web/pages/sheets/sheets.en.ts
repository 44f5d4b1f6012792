import type { zh } from './sheets.zh.ts';

export const en: typeof zh = {
  title: 'Sheets',
  search: 'Find',
  searchHint: 'Number, telephone or its last four, name, address, words of the reason',
  find: 'Find',
  filters: 'Filter',
  filtersOn: (n) => `Filter (${n})`,
  clear: 'Clear all',
  any: 'Any',
  status: 'Status',
  open: 'Whatever is open',
  kind: 'What it is',
  section: 'Section',
  handler: 'Handler',
  from: 'Opened from',
  to: 'To',
  breached: 'Was overdue once',
  due: 'By deadline, the most urgent first',
  fresh: (n) => `${n} new`,
  more: 'Show more',
  searchedBack: (since) =>
    `Words of the reason were looked for among sheets since ${since}; numbers, telephones, names and addresses among all.`,
  empty: 'There are no sheets.',
  emptyFound: 'Nothing was found. Type less, or drop a filter.',
  csvNeeds: 'To save a table, choose the days of opening, at most 31.',
  by: (section) => `at ${section}`,
};
