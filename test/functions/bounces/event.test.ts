import { describe, expect, it } from 'vitest';
import { undeliveredIn } from '../../../functions/bounces/event.ts';
import { tagOf } from '../../../shared/mail/letter-tags.ts';

const PERSON = 'wu.ming:1@x_y';
const mail = {
  messageId: '0100019',
  destination: ['wu@example.com'],
  tags: { person: [tagOf(PERSON)], letter: ['f0a1'], 'ses:configuration-set': ['shoujie-prod-letters'] },
};
const event = (type: string, detail: object) => ({ 'detail-type': type, source: 'aws.ses', detail });
const bounced = (bounceType: string, more: object = {}) =>
  event('Email Bounced', {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: '吴 <Wu@example.com>', status: '5.1.1', action: 'failed' }],
    },
    mail: { ...mail, ...more },
  });

describe('what SES says of a letter', () => {
  it('names person, letter and address of one that bounced for good', () => {
    expect(undeliveredIn(bounced('Permanent'))).toEqual({
      ...{ person: PERSON, letter: 'f0a1', addresses: ['Wu@example.com'], reached: false },
    });
  });

  it('says of one that was complained of that it reached', () => {
    const complaint = { complainedRecipients: [{ emailAddress: 'wu@example.com' }] };
    const said = event('Email Complaint Received', { eventType: 'Complaint', complaint, mail });
    expect(undeliveredIn(said)).toMatchObject({
      person: PERSON,
      reached: true,
      addresses: ['wu@example.com'],
    });
  });

  it.each(['Transient', 'Undetermined'])('marks nothing where the bounce is %s', (type) => {
    expect(undeliveredIn(bounced(type))).toBeUndefined();
  });

  it('marks nothing where the letter is none of the product’s', () => {
    expect(undeliveredIn(bounced('Permanent', { tags: {} }))).toBeUndefined();
  });

  it('is refused where it is no such event, so that it becomes a dead letter', () => {
    expect(() => undeliveredIn(event('Email Delivered', { eventType: 'Delivery', mail }))).toThrow();
  });

  it('has names that SES takes as tags, for the longest ids', () => {
    expect(tagOf(`a${'@'.repeat(127)}`)).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
  });
});
