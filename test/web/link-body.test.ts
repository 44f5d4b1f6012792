import { describe, expect, it } from 'vitest';
import { draws } from '../../shared/domain/kernel/drawn-path.ts';
import { bodyOf } from '../../web/link/link-body.ts';
import { drawnOn, FRAME, pointIn } from '../../web/parts/pen.ts';

describe('what is typed on the page of a link', () => {
  it.each([
    ['urge', { message: ' 请快一点 ' }, { message: '请快一点' }],
    ['rate', { satisfaction: '1', attitude: '', feedback: '5' }, { satisfaction: 1, feedback: '5' }],
    ['rate', { satisfaction: '4', attitude: '2' }, { satisfaction: 4, attitude: 2 }],
    [
      'countersign',
      { path: 'M 1 1 L 2 2 L 3 1', signer: '', relation: '' },
      { signature: { path: 'M 1 1 L 2 2 L 3 1', signer: '刘洋' } },
    ],
    [
      'countersign',
      { path: 'M 1 1', signer: '刘明', relation: '父亲' },
      { signature: { path: 'M 1 1', signer: '刘明', onBehalf: { name: '刘洋', relation: '父亲' } } },
    ],
  ])('of %s %j becomes its body', (step, typed, body) => {
    expect(bodyOf(step, typed, '刘洋')).toEqual({ step, ...body });
  });
});

describe('the pen', () => {
  it('is where the pointer is, whatever the size of the frame', () => {
    const shown = { left: 10, top: 20, width: FRAME.width * 2, height: FRAME.height * 2 };
    expect(pointIn(shown, { clientX: 110, clientY: 60 })).toEqual({ x: 50, y: 20 });
  });

  it('begins a line, goes on with it, and leaves out what is too short', () => {
    const begun = drawnOn('', { x: 1, y: 1 }, undefined);
    expect(begun).toBe('M 1 1');
    expect(drawnOn('M 1 1', { x: 2, y: 2 }, { x: 1, y: 1 })).toBeUndefined();
    const path = drawnOn('M 1 1', { x: 20, y: 20 }, { x: 1, y: 1 });
    expect(path).toBe('M 1 1 L 20 20');
    expect(draws(drawnOn(path ?? '', { x: 40, y: 1 }, { x: 20, y: 20 }) ?? '')).toBe(true);
  });

  it('ends where the path is as long as the API takes it', () => {
    const long = `M ${'1 '.repeat(4_001)}`;
    expect(drawnOn(long, { x: 300, y: 100 }, { x: 1, y: 1 })).toBeUndefined();
  });
});
