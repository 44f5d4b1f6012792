/** What functions may do with the table, against what they did in the whole run; this file comes after all others. */
import { expect, test } from 'vitest';
import { grantedLines, usedLines } from './support/granted.ts';

/** What no test brings a deployed function to do yet, and when it would; each is done by the same code elsewhere. */
const SELDOM: Readonly<Record<string, readonly string[]>> = {
  'a ledger of version 0.1 is erased before the passes of reconcile have carried it over': [
    'organisation ConditionCheckItem in SHEET#*',
    'forget UpdateItem in CASE#*',
    'forget ConditionCheckItem in SHEET#*',
    'forget ConditionCheckItem in CASE#*',
  ],
  'the time of a case is over, or that of a sheet which gave rise to one': [
    'forget PutItem in CASE#*',
    'forget DeleteItem in CASE#*',
  ],
  'somebody no longer works above the sites': ['organisation DeleteItem in ABOVE'],
  'what the stream or a workflow was to do was lost, and a ledger of a case takes several transactions': [
    'reconcile PutItem in PERSON#*',
    'reconcile PutItem in FILE#*',
    'reconcile UpdateItem in FILE#*',
    'reconcile UpdateItem in RECEIPT#*',
    'reconcile ConditionCheckItem in CASE#*',
    'reconcile DeleteItem in PATH#*',
    'reconcile DeleteItem in RECEIPT#*',
    'reconcile UpdateItem in LEDGER#PERSON#*',
    'reconcile DeleteItem in LEDGER#PERSON#*',
    'reconcile UpdateItem in LEDGER#AWARD#*',
    'reconcile DeleteItem in LEDGER#AWARD#*',
  ],
  'more is due at a site than one run of reconcile takes on': ['reconcile PutItem in RECONCILED#*'],
  'facts of a month were lost until its schedule freezes it': [
    'assess PutItem in FACTS#*#*',
    'assess UpdateItem in FROZEN#*#*',
    'assess ConditionCheckItem in FROZEN#*#*',
  ],
  'what a resident signs by their link ends an escalation, leads the sheet to somebody new, or is of a sheet of version 0.1':
    [
      'link BatchGetItem',
      'link PutItem in PERSON#*',
      'link PutItem in SECTION#*#*',
      'link DeleteItem in SHEET#*',
    ],
  'a letter of the last level but one itself comes back': [
    'bounces PutItem in PROPOSED#*',
    'bounces DeleteItem in SHEET#*',
  ],
  'a mail server refuses an address, where the local cloud has SES': ['mailer PutItem in PERSON#*'],
  'an award is withdrawn before the stream has told that it was granted': [
    'outbox UpdateItem in LEDGER#AWARD#*',
  ],
  'a promise is broken before the stream has told of it': ['outbox PutItem in PROPOSED#*'],
};
const seldom = Object.values(SELDOM).flat();

test('what is seldom of use is granted', () => {
  expect(seldom.filter((line) => !grantedLines().includes(line))).toEqual([]);
});

test('every right that a function has of the table was of use to it: none is granted in vain', () => {
  const used = usedLines();
  expect(used.size, 'this looks back on all other tests, so run them with it: npm test').toBeGreaterThan(0);
  expect(grantedLines().filter((line) => !used.has(line) && !seldom.includes(line))).toEqual([]);
});
