import { expect, it } from 'vitest';
import { html } from '../../shared/mail/html.ts';

it('a text shows no character that turns the direction of reading, as old ones may hold', () => {
  expect(html`<p>${'水管\u202e漏水'}</p>`.toString()).toBe('<p>水管\ufffd漏水</p>');
});
