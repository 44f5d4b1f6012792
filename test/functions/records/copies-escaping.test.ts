/** Nothing that somebody wrote is ever markup, in whichever field of a copy it stands. */

import { describe, expect, test } from 'vitest';
import type { Directory } from '../../../shared/domain/model/directory.ts';
import { COPIES } from '../../../shared/domain/sheets/copies.ts';
import { html } from '../../../shared/mail/html.ts';
import { copyOf } from '../../support/copy-of.ts';
import { DIRECTORY, did, type Fact, opened } from '../../support/factories.ts';

const bad = (field: string) => `</td><script>alert("${field}")</script>&'`;
const escaped = (field: string) =>
  `&lt;/td&gt;&lt;script&gt;alert(&quot;${field}&quot;)&lt;/script&gt;&amp;&#39;`;

const directory: Directory = {
  ...DIRECTORY,
  site: { ...DIRECTORY.site, zh: bad('site') },
  sections: DIRECTORY.sections.map((section) => ({ ...section, zh: bad(section.id) })),
  staff: DIRECTORY.staff.map((one) => ({ ...one, name: bad(one.id), phone: bad(`phone of ${one.id}`) })),
};

const complaint = {
  occurredAt: '2026-11-22T12:00:00.000Z',
  place: bad('place'),
  cause: bad('cause'),
  course: bad('course'),
  persons: [bad('person')],
  against: { person: 'guard-chu' },
};
const facts: readonly Fact[] = [
  opened({
    kind: 'complaint',
    complaint,
    number: bad('number'),
    subject: bad('subject'),
    details: bad('details'),
    resident: { name: bad('name'), phone: bad('phone'), address: bad('address') },
    signature: { signer: bad('signer'), path: `M0 0L9 9${bad('path')}` },
  }),
  did('cs-manager-li', { step: 'hand-over', section: 'security', opinion: bad('opinion') }),
  did('security-manager-chen', { step: 'dispute', reason: bad('objection') }),
  did('cs-manager-li', { step: 'hand-over', section: 'engineering', opinion: bad('second opinion') }),
  did('engineering-manager-wang', { step: 'accept', handler: 'worker-wu' }),
  did('worker-wu', { step: 'reply', message: bad('reply') }),
  did('worker-wu', { step: 'complete', outcome: bad('outcome') }),
  did('engineering-manager-wang', { step: 'return', opinion: bad('return') }),
  did('receptionist-sun', { step: 'follow-up', reached: true, resolved: false, feedback: bad('feedback') }),
  did('receptionist-sun', { step: 'withdraw', reason: bad('withdrawal') }),
];
const answered: readonly Fact[] = [opened({ kind: 'enquiry', answer: bad('answer') })];

const COMMON = [
  'site',
  'number',
  'subject',
  'details',
  'name',
  'phone',
  'address',
  'signer',
  'place',
  'cause',
];
const ALSO = [
  'course',
  'person',
  'guard-chu',
  'engineering',
  'worker-wu',
  'outcome',
  'reply',
  'feedback',
  'path',
];
const INTERNAL = [
  'opinion',
  'second opinion',
  'return',
  'objection',
  'withdrawal',
  'phone of worker-wu',
  'security',
];

const ELEMENTS =
  'html head meta title style body aside main table colgroup col thead tbody tr th td div h1 span i b svg path code footer';
const TAG = new RegExp(`</?(?:${ELEMENTS.split(' ').join('|')})(?: [a-z-]+="[^"<>]*")*/?>`, 'gi');

describe.each(COPIES)('the copy %s', (copy) => {
  const page = copyOf(copy, facts, directory);

  test('shows every field escaped', () => {
    const fields = [...COMMON, ...ALSO, ...(copy === 'resident' ? [] : INTERNAL)];
    expect(fields.filter((field) => !page.includes(escaped(field)))).toEqual([]);
    expect(copyOf(copy, answered, directory)).toContain(escaped('answer'));
  });

  test('holds no markup but its own', () => {
    const rest = page
      .replace('<!doctype html>', '')
      .replace(TAG, '')
      .replace(/ (?:rowspan|colspan)=/g, '');
    expect(rest).not.toMatch(/[<>]/);
    expect(page).not.toContain('<script');
  });
});

test('the template escapes values at any depth, and markup once', () => {
  const inner = html`<b>${'&'}</b>`;
  expect(String(html`<p title="${'"'}">${['<i>', [inner, 7], undefined]}</p>`)).toBe(
    '<p title="&quot;">&lt;i&gt;<b>&amp;</b>7</p>',
  );
});
