/** What version 0.1 counted of a month; months that it froze do not say it themselves. Pure. */

const PROMISES = [
  ...['onTime.answer', 'onTime.dispatch', 'onTime.acceptance', 'onTime.arrival'],
  ...['onTime.return', 'onTime.handling', 'onTime.countersign', 'onTime.follow-up'],
];

export const FIGURE_LIST_AS_OF_01 = {
  figures: [
    ...PROMISES,
    ...['answeredOnTheSpot', 'resolvedAtFirstVisit', 'satisfied', 'attitude', 'reopened'],
    ...['repeatComplaints', 'followUpDone', 'breaches', 'finalCases'],
  ],
  scored: [...PROMISES, 'resolvedAtFirstVisit', 'satisfied', 'followUpDone'],
};
