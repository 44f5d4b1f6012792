/** Notices as letters are written from, and random ones. */

import fc from 'fast-check';
import { CLOCK_NAMES } from '../../shared/domain/model/clock.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../shared/domain/notices/notice-table.ts';
import type { Notice } from '../../shared/domain/notices/notices.ts';
import type { Telling } from '../../shared/mail/paragraph.ts';

export const NOW = '2026-11-23T09:05:00.000Z';
export const TELLING: Telling = {
  baseUrl: 'https://sheets.example',
  now: NOW,
  site: { name: 'Riverside', zh: '滨河花园', timeZone: 'Asia/Shanghai' },
};

/** A notice of a light that does not work; `more` overrides. */
export function notice(kind: NoticeKind, more: Partial<Notice> = {}): Notice {
  return {
    kind,
    person: 'engineering-manager-wang',
    sheet: '01KAV0000000000000000000AA',
    number: 'KF-20261123-0001',
    site: 'riverside',
    subject: '楼道灯不亮',
    where: '1栋2单元301',
    phone: '138****0001',
    clause: 'B5.2.1b',
    at: '2026-11-23T08:01:00.000Z',
    seq: 3,
    ...more,
  };
}

/** What a clock adds: when it was or is due. */
export const due = (dueAt: string, more: Partial<Notice> = {}): Partial<Notice> => ({
  ...{ clock: 'arrival-1-1', promise: 'arrival', dueAt },
  ...more,
});

const instants = fc
  .integer({ min: Date.parse('2026-11-01'), max: Date.parse('2026-12-01') })
  .map((ms) => new Date(ms).toISOString());
const written = fc.string({ unit: 'binary', minLength: 1, maxLength: 400 });

/** Notices of every kind, with anything in what people wrote. */
export const anyNotice: fc.Arbitrary<Notice> = fc
  .record(
    {
      kind: fc.constantFrom(...NOTICE_KINDS),
      promise: fc.constantFrom(...CLOCK_NAMES),
      subject: written,
      where: written,
      message: written,
      dueAt: instants,
      at: instants,
      level: fc.integer({ min: 1, max: 4 }),
      seq: fc.integer({ min: 1, max: 1000 }),
      number: fc.integer({ min: 1, max: 9999 }).map((nth) => `KF-20261123-${String(nth).padStart(4, '0')}`),
    },
    { requiredKeys: ['kind', 'subject', 'at', 'seq', 'number'] },
  )
  .map(({ kind, ...more }) => notice(kind, more));
