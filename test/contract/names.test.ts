import { describe, expect, it } from 'vitest';
import { namedIn, namesFor } from '../../shared/contract/names.ts';
import type { LANGUAGES } from '../../shared/domain/model/directory.ts';
import { personOf, SECTIONS } from '../support/factories.ts';

const staff = [
  personOf('worker-wu', 'worker', 'engineering', { name: '吴建国' }),
  personOf('director-wei', 'director', undefined, { name: '魏主任' }),
];
const namesIn = (answer: object, language: (typeof LANGUAGES)[number] = 'zh-CN') =>
  namesFor(namedIn(answer), { language, staff, sections: SECTIONS });

describe('names', () => {
  it('are those of people and sections wherever they stand by id, sections in the language of the reader', () => {
    const answer = {
      items: [
        { handler: 'worker-wu', section: 'engineering', clocks: [{ owes: { section: 'engineering' } }] },
        { escalations: [{ to: ['director-wei'] }] },
      ],
    };
    expect(namesIn(answer).names).toEqual({
      'director-wei': '魏主任',
      engineering: '工程部',
      'worker-wu': '吴建国',
    });
    expect(namesIn(answer, 'en').names).toMatchObject({ engineering: 'Engineering' });
  });

  it('are what the answer itself calls somebody of whom the directory of the site knows nothing', () => {
    const answer = { resident: { id: 'resident-zhao', name: '赵敏' }, objections: [{ by: 'resident-zhao' }] };
    expect(namesIn(answer)).toEqual({ names: { 'resident-zhao': '赵敏' }, unknown: [] });
  });

  it('say who is called nothing, so that they can be looked up', () => {
    expect(namesIn({ firstContact: 'receptionist-gone' })).toEqual({
      names: {},
      unknown: ['receptionist-gone'],
    });
  });

  it.each([
    ['texts that are an id by chance', { subject: 'worker-wu', details: 'engineering' }],
    [
      'how somebody was told, and until when somebody is away',
      { by: 'phone', to: '2026-11-23T08:00:00.000Z' },
    ],
    ['the product itself', { actor: { id: 'system', name: 'system', role: 'system' } }],
    ['values beside a ledger', { values: { 1: { '/handler': { salt: '', value: 'worker-wu' } } } }],
    ['an erased resident', { resident: { id: '', name: '' } }],
  ])('are none of %s', (_what, answer) => {
    expect(namesIn(answer)).toEqual({ names: {}, unknown: [] });
  });
});
