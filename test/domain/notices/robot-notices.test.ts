/** What robots tell of what people are told (contract section 11). */
import { describe, expect, it } from 'vitest';
import type { Directory, Robot } from '../../../shared/domain/model/directory.ts';
import type { Sheet } from '../../../shared/domain/model/sheet.ts';
import { NOTICE_KINDS } from '../../../shared/domain/notices/notice-table.ts';
import type { Notice } from '../../../shared/domain/notices/notices.ts';
import {
  isRobotNotice,
  robotNotices,
  robotOf,
  robotReader,
  stillSaid,
  withRobots,
} from '../../../shared/domain/notices/robot-notices.ts';
import { DIRECTORY, SECTIONS, SITE } from '../../support/factories.ts';
import { due, notice } from '../../support/sample-notices.ts';

const OFFICE: Robot = { format: 'wecom', url: 'office' };
const LEADS: Robot = { format: 'json', url: 'shoujie/leads' };
const directory: Directory = {
  ...DIRECTORY,
  site: { ...SITE, robots: [OFFICE] },
  sections: SECTIONS.map((each) => (each.id === 'engineering' ? { ...each, robots: [LEADS] } : each)),
};
const to = (person: string, more: Partial<Notice> = {}) => notice('breach', { person, ...more });
const told = (...notices: Notice[]) =>
  robotNotices(notices, directory).map(({ person, robot, seq }) => ({ person, ...robot, seq }));
const ofOffice = { person: '@office', format: 'wecom', seq: 3 };
const ofLeads = { person: '@shoujie/leads', format: 'json', section: 'engineering', seq: 3 };

describe('a robot', () => {
  it('tells what its office or its leads are told, once an entry', () => {
    expect(told(to('director-wei'), to('deputy-director-jiang'))).toEqual([ofOffice]);
    expect(told(to('engineering-manager-wang'), to('engineering-supervisor-feng'))).toEqual([ofLeads]);
    expect(told(to('engineering-manager-wang'), to('director-wei'))).toEqual([ofLeads, ofOffice]);
    expect(told(to('director-wei'), to('director-wei', { seq: 4 }))).toHaveLength(2);
  });

  it('tells nothing of what others are told, nor of a section without one', () => {
    expect(told(to('worker-wu'), to('security-manager-chen'), to('overseer-han'), to('nobody'))).toEqual([]);
    expect(robotNotices([to('director-wei')], DIRECTORY)).toEqual([]);
  });

  it('tells what somebody is told in the place of one of them, and not what one of them is told in another’s place', () => {
    const instead = (id: string) => ({ insteadOf: { id, name: id } });
    expect(told(to('worker-wu', instead('engineering-manager-wang')))).toEqual([ofLeads]);
    expect(told(to('engineering-manager-wang', instead('worker-wu')))).toEqual([]);
  });

  it('tells nothing that is for one reader alone', () => {
    const kinds = NOTICE_KINDS.filter(
      (kind) => robotNotices([notice(kind, { person: 'director-wei' })], directory).length === 0,
    );
    expect(kinds).toEqual([
      ...[
        'directory',
        'undeliverable',
        'award',
        'award-withdrawn',
        'opened',
        'comes',
        'amended',
        'withdrawn',
        'answer',
        'reply',
        'declined',
      ],
      ...['resolved', 'reopened', 'unreached', 'decision', 'review-result', 'window'],
    ]);
  });

  it('has none of what somebody wrote, lives at or is reached by', () => {
    const written = to('director-wei', {
      ...due('2026-11-23T08:00:00.000Z'),
      ...{ message: '很生气', owedBy: { 'zh-CN': '吴', en: 'Wu' }, changedBy: ['x'], level: 2 },
    });
    const [robot] = robotNotices([written], directory);
    expect(robot).toEqual({
      ...{ person: '@office', kind: 'breach', sheet: written.sheet, number: written.number },
      ...{ site: 'riverside', subject: written.subject, at: written.at, seq: 3, level: 2 },
      ...{ clock: 'arrival-1-1', promise: 'arrival', dueAt: '2026-11-23T08:00:00.000Z' },
      robot: { format: 'wecom' },
    });
    expect([written, robot].map((each) => each && isRobotNotice(each))).toEqual([false, true]);
    expect(withRobots([written], directory)).toEqual([written, robot]);
  });

  it('is a reader by a name that is nobody’s id', () => {
    expect(robotReader(LEADS)).toBe('@shoujie/leads');
    expect([robotOf('@shoujie/leads'), robotOf('worker-wu')]).toEqual(['shoujie/leads', undefined]);
  });
});

describe('what a robot was to say, when its message is written', () => {
  const [said] = robotNotices([to('engineering-manager-wang')], directory);
  const against = (person: string): Sheet =>
    ({ complaint: { against: { person } }, accused: [] }) as unknown as Sheet;
  const still = (sheet: Sheet | undefined, now = directory) => said && stillSaid(said, sheet, now);

  it('is said while it is the robot of the same leads, in the same form', () => {
    expect(still(undefined)).toBe(true);
    expect(still(undefined, DIRECTORY)).toBe(false);
    const other = (robot: Robot): Directory => ({
      ...DIRECTORY,
      sections: SECTIONS.map((each) => ({ ...each, robots: [robot] })),
    });
    expect(still(undefined, other(LEADS))).toBe(true);
    expect(still(undefined, other({ ...LEADS, format: 'wecom' }))).toBe(false);
    expect(still(undefined, other({ ...LEADS, url: 'elsewhere' }))).toBe(false);
  });

  it('is not said where a complaint is against one whom it tells', () => {
    expect(still(against('engineering-supervisor-feng'))).toBe(false);
    expect(still(against('worker-wu'))).toBe(true);
    expect(still(against('security-manager-chen'))).toBe(true);
  });
});
