import { describe, expect, it } from 'vitest';
import { elsewhere } from '../../web/pages/work/elsewhere.ts';
import { en } from '../../web/words/en.ts';
import { zh } from '../../web/words/zh.ts';

const ZH = { words: zh, language: 'zh-CN' } as const;
const EN = { words: en, language: 'en' } as const;
const NAMES = { 'worker-wu': '吴建国' };
const asked = { id: 'x', because: 'asked' } as const;

describe('what there is to do beside sheets', () => {
  it('tells of a proposed case about whom it is and by which rule, so that several are told apart', () => {
    const summary = { about: 'worker-wu', rule: 'B5.2b', sheet: '01J', clock: 'acceptance-1-1' };
    const item = { ...asked, kind: 'proposed', does: 'open', summary } as const;
    expect(elsewhere(item, NAMES, ZH)).toEqual({
      ...{ step: '立案', subject: '建议立案：吴建国', rule: '接收人签收', number: undefined },
    });
    expect(elsewhere(item, NAMES, EN)).toMatchObject({
      ...{ step: 'Open a case', subject: 'Proposed case about 吴建国', rule: 'The receiver signs' },
    });
  });

  it('tells of a case its step, its number, and whom it is about', () => {
    const summary = { about: 'worker-wu', rule: 'A1.3', number: 'WZ-20261130-0001' };
    const item = { ...asked, kind: 'case', does: 'acknowledge', summary } as const;
    expect(elsewhere(item, NAMES, ZH)).toEqual({
      ...{ step: '签字知悉', subject: '关于吴建国的问责案', rule: '岗位责任制', number: 'WZ-20261130-0001' },
    });
  });

  it.each([
    [{ kind: 'person', before: { name: '李慧' }, after: { name: '李惠' } }, '名录变更：李慧'],
    [{ kind: 'person', before: null, after: { name: '李慧' } }, '名录变更：李慧'],
    [{ kind: 'erasure', of: 'sheet', subject: '01J' }, '清除个人信息'],
  ])('tells of a change what it is: %j', (summary, subject) => {
    const item = { ...asked, kind: 'change', does: 'confirm', summary } as const;
    expect(elsewhere(item, NAMES, ZH)).toMatchObject({ step: '确认', subject });
  });
});
