import { describe, it } from 'vitest';
import type { AmendedFields, Amendment, Command } from '../../../shared/domain/model/sheet.ts';
import { COMPLAINT, did, opened, person, until, ZHAO } from '../../support/factories.ts';
import { by, given, knowing, refused } from '../../support/given-when-then.ts';

const amend = (fields: AmendedFields): Command & { step: 'amend' } => ({
  step: 'amend',
  fields,
  reason: '写错',
});
/** What the entry of an amendment says of it. */
const said = (fields: Amendment['fields']) => ({ step: 'amend', fields, reason: '写错' }) as const;
const sun = by('receptionist-sun');

describe('amend (B5.1a)', () => {
  it('keeps the old values in the entry and says nothing of what was not there', () => {
    const fields = { subject: '三楼灯不亮', details: '靠东头' };
    given(opened())
      .when(amend(fields), sun)
      .then({ ...amend(fields), old: { subject: '楼道灯不亮' } })
      .leaves({
        ...fields,
        status: 'registered',
        openedAt: '2026-11-23T08:00:00.000Z',
        number: 'KF-20261123-0001',
      });
  });

  it('says nothing of what is as it was', () => {
    const same = { subject: '楼道灯不亮', resident: ZHAO, details: '靠东头' };
    given(opened())
      .when(amend(same), sun, knowing(person('resident-zhao')))
      .then({ ...amend({ details: '靠东头' }), old: {} })
      .leaves({ subject: '楼道灯不亮', details: '靠东头' });
  });

  it('says of a complaint and of a resident only the parts that differ', () => {
    const complaint = { ...COMPLAINT, course: '昨晚十一点仍在施工。', anonymous: true };
    given(opened({ kind: 'complaint' }))
      .when(amend({ complaint }), sun)
      .then({
        ...said({ complaint: { course: complaint.course, anonymous: true } }),
        old: { complaint: { course: COMPLAINT.course } },
      })
      .leaves({ complaint });
    const resident = { ...ZHAO, phone: '13800000009' };
    given(opened())
      .when(amend({ resident }), sun, knowing(person('resident-zhao')))
      .then({ ...said({ resident: { phone: resident.phone } }), old: { resident: { phone: ZHAO.phone } } })
      .leaves({ resident });
  });

  it('takes out the part of a complaint that its new words leave out', () => {
    const against = { person: 'guard-chu' };
    given(opened({ kind: 'complaint', complaint: { ...COMPLAINT, against } }))
      .when(amend({ complaint: COMPLAINT }), by('director-wei'))
      .then({
        ...said({ complaint: {} }),
        ...{ old: { complaint: { against } }, takesOut: true },
      })
      .leaves({ complaint: COMPLAINT });
  });

  it('is understood where an entry of an earlier version says all parts', () => {
    const before = { ...COMPLAINT, against: { person: 'guard-chu' }, anonymous: true };
    const complaint = { ...COMPLAINT, cause: '夜间卸货' };
    const resident = { ...ZHAO, phone: '13800000009' };
    const entry = did('receptionist-sun', {
      ...said({ complaint, resident }),
      old: { complaint: before, resident: ZHAO },
    });
    given(opened({ kind: 'complaint', complaint: before }), entry)
      .when({ step: 'urge', message: '请尽快' }, sun)
      .leaves({ complaint, resident });
  });

  it('changes nothing of where the sheet stands', () => {
    given(...until('on-site'))
      .when(amend({ details: '靠东头' }), sun)
      .leaves({ status: 'on-site', handler: 'worker-wu', section: 'engineering' });
  });

  it('has the urgency follow the new values (B5.2.1b)', () => {
    const cases: readonly (readonly [AmendedFields, string])[] = [
      [{ category: 'gas' }, 'urgent'],
      [{ category: 'gas', urgent: false, simple: true }, 'urgent'],
      [{ urgent: true }, 'urgent'],
      [{ simple: true }, 'simple'],
      [{ simple: true, urgent: true }, 'urgent'],
      [{ category: 'other' }, 'ordinary'],
    ];
    for (const [fields, urgency] of cases)
      given(opened())
        .when(amend(fields), sun)
        .leaves({ ...fields, urgency });
    const leak = opened({ category: 'water', urgency: 'urgent', simple: true });
    given(leak)
      .when(amend({ category: 'elevator' }), sun)
      .then({ ...amend({ category: 'elevator' }), old: { category: 'water' } })
      .leaves({ urgency: 'simple' });
    given(opened({ kind: 'report' }))
      .when(amend({ subject: '更正事由' }), sun)
      .leaves({ urgency: undefined });
  });

  it('keeps whose sheet it is unless it names somebody else', () => {
    const { id: _id, ...nameless } = ZHAO;
    const moved = { ...nameless, address: '5栋101' };
    given(opened())
      .when(amend({ resident: moved }), sun)
      .then({ ...said({ resident: { address: '5栋101' } }), old: { resident: { address: ZHAO.address } } })
      .leaves({ resident: { ...moved, id: 'resident-zhao' } });
    const qian = { ...moved, id: 'resident-qian' };
    given(opened())
      .when(amend({ resident: qian }), sun, knowing(person('resident-qian')))
      .then({
        ...said({ resident: { address: '5栋101', id: 'resident-qian' } }),
        old: { resident: { address: ZHAO.address, id: 'resident-zhao' } },
      });
    given(opened({ resident: nameless }))
      .when(amend({ resident: moved }), sun)
      .leaves({ resident: moved });
  });

  it('takes no resident that the directory does not have as one, and none on the staff’s own sheet', () => {
    const named = (id: string) => amend({ resident: { ...ZHAO, id } });
    const unknown = refused('validation-failed', 'unknown-person', { pointer: '/fields/resident/id' });
    const qian = person('resident-qian');
    given(opened()).when(named('resident-qian'), sun).then(unknown);
    given(opened())
      .when(named('worker-wu'), sun, knowing(person('worker-wu')))
      .then(unknown);
    given(opened())
      .when(named('resident-qian'), sun, knowing({ ...qian, active: false }))
      .then(unknown);
    given(opened())
      .when(named('resident-qian'), sun, knowing({ ...qian, site: 'hillside' }))
      .then(unknown);
    given(opened({ resident: undefined, requester: { person: 'cleaner-shi' } }))
      .when(amend({ resident: { ...ZHAO } }), sun, knowing(person('resident-zhao')))
      .then(refused('validation-failed', 'either-resident-or-requester', { pointer: '/fields/resident' }));
  });

  it('refuses what is not for the kind', () => {
    for (const name of ['category', 'simple', 'urgent'] as const) {
      const fields = name === 'category' ? { category: 'gas' as const } : { [name]: false };
      given(opened({ kind: 'complaint' }))
        .when(amend(fields), sun)
        .then(refused('validation-failed', 'not-for-this-kind', { pointer: `/fields/${name}` }));
    }
    given(opened())
      .when(amend({ complaint: COMPLAINT }), sun)
      .then(refused('validation-failed', 'not-for-this-kind', { pointer: '/fields/complaint' }));
  });

  it('takes a complaint’s new account against people and sections that exist', () => {
    const against = (of: { person?: string; section?: string }) =>
      amend({ complaint: { ...COMPLAINT, against: of } });
    const complaint = opened({ kind: 'complaint' });
    given(complaint)
      .when(against({ person: 'guard-chu', section: 'security' }), sun)
      .then({
        ...said({ complaint: { against: { person: 'guard-chu', section: 'security' } } }),
        ...{
          old: {},
          accused: [{ id: 'guard-chu', standing: 'plain', section: 'security' }],
        },
      });
    given(complaint)
      .when(against({ person: 'nobody' }), sun)
      .then(refused('validation-failed', 'unknown-person', { pointer: '/fields/complaint/against/person' }));
    given(complaint)
      .when(against({ section: 'gardening' }), sun)
      .then(
        refused('validation-failed', 'unknown-section', { pointer: '/fields/complaint/against/section' }),
      );
  });

  it('is customer service’s or the first contact’s, before the work is completed', () => {
    const fields = { subject: '更正事由' };
    given(...until('on-site'))
      .when(amend(fields), by('worker-wu'))
      .then(refused('forbidden', 'not-your-step'));
    given(opened()).when(amend(fields), by('resident-zhao')).then(refused('forbidden', 'not-your-step'));
    for (const status of ['completed', 'returned', 'followed-up', 'archived'] as const) {
      given(...until(status))
        .when(amend(fields), sun)
        .then(refused('step-not-allowed', 'not-in-this-state'));
    }
  });
});
