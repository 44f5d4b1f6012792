import { describe, expect, it } from 'vitest';
import { SHEET_FORMS } from '../../shared/contract/sheets/sign-off.ts';
import { SHEET_BOOK } from '../../web/pages/sheet/sheet-book.ts';
import { askedFor, bodyOf, inOrder, missingIn, offered, signableHere } from '../../web/signing/members.ts';

const step = (name: keyof typeof SHEET_FORMS, more = {}) => ({
  step: name,
  clause: 'B4a',
  requires: [...SHEET_FORMS[name].requires],
  takes: [...SHEET_FORMS[name].takes],
  ...more,
});

describe('the form of a step', () => {
  it('asks for what is required first', () => {
    expect(
      askedFor(SHEET_BOOK, step('hand-over'), {})
        .filter(({ required }) => required)
        .map(({ member }) => member),
    ).toEqual(['section', 'opinion']);
  });

  it('sends no member that was left empty, and a no that was said', () => {
    const draft = { reached: true, resolved: false, feedback: ' ', satisfaction: 2 };
    expect(bodyOf(SHEET_BOOK, step('follow-up'), { ...draft, feedback: '' })).toEqual({
      step: 'follow-up',
      reached: true,
      resolved: false,
      satisfaction: 2,
    });
  });

  it('asks how it went only of whoever was reached, and drops what was said before', () => {
    const members = (draft: object) =>
      askedFor(SHEET_BOOK, step('follow-up'), { ...draft }).map(({ member }) => member);
    expect(members({})).toEqual(['reached', 'files']);
    expect(members({ reached: true })).toContain('satisfaction');
    expect(bodyOf(SHEET_BOOK, step('follow-up'), { reached: false, satisfaction: 5 })).toEqual({
      step: 'follow-up',
      reached: false,
    });
    expect(missingIn(SHEET_BOOK, step('follow-up'), { reached: true })).toEqual(['resolved']);
  });

  it('names what is missing', () => {
    expect(missingIn(SHEET_BOOK, step('hand-over'), { opinion: 'ok' })).toEqual(['section']);
    expect(missingIn(SHEET_BOOK, step('hand-over'), { section: 'engineering', opinion: 'ok' })).toEqual([]);
  });
});

describe('the steps of a sheet', () => {
  it('begin with what brings it on', () => {
    const steps = [step('reply'), step('note'), step('arrive'), step('urge')];
    expect(inOrder(SHEET_BOOK, steps).map((each) => each.step)).toEqual(['arrive', 'urge', 'reply', 'note']);
  });

  it('are not offered again while they wait', () => {
    const steps = [step('arrive'), step('urge')];
    const named = (waiting?: readonly string[]) =>
      offered(SHEET_BOOK, steps, waiting).map((each) => each.step);
    expect(named()).toEqual(['arrive', 'urge']);
    expect(named(['arrive'])).toEqual(['urge']);
  });

  it('are all signable here', () => {
    const names = Object.keys(SHEET_FORMS) as (keyof typeof SHEET_FORMS)[];
    expect(names.filter((name) => !signableHere(SHEET_BOOK, step(name)))).toEqual([]);
  });
});
