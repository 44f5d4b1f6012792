/** Letters as people get them (contract section 3, "Mail"). */
import assert from 'node:assert/strict';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { BASE_URL, MAIL_SENDER } from './cdk.ts';
import { POOL_SENDER, type SentLetter, sentLetters } from './emulator-differences.ts';
import { addressOf, type Username } from './people.ts';
import { eventually } from './wait.ts';

/** A minute is gathered, and then each letter is asked for by a message of its own. */
const WITHIN_MS = 90_000;
const LINKED = ['sheets', 'cases'];

/** Lets SES write from the sender of the stage, as an operator does once. */
export async function allowSender(): Promise<void> {
  await new SESv2Client().send(new CreateEmailIdentityCommand({ EmailIdentity: MAIL_SENDER }));
}

/** What somebody is told about a sheet or a case: the headline of its paragraph in one of their letters. */
export interface Told {
  readonly to: Username;
  readonly about: string;
  readonly headline: RegExp;
}

/** What somebody is never told a word of. */
export type Kept = Omit<Told, 'headline'>;

/**
 * Waits until each has been told, once, and sees that nobody was told what is kept from them.
 * @throws with the letters that there were
 */
export async function areTold(endpoint: string, told: readonly Told[], kept: readonly Kept[]): Promise<void> {
  const letters = await eventually('the letters', WITHIN_MS, async () => {
    const sent = await sentLetters(endpoint);
    const missing = told.filter((each) => tellings(sent, each) === 0);
    return missing.length === 0 ? { done: sent, seen: sent } : { seen: { missing, sent } };
  });
  for (const each of told) {
    const { to, about, headline } = each;
    assert.equal(tellings(letters, each), 1, `${to} about ${about}, ${headline}: ${JSON.stringify(letters)}`);
  }
  for (const each of kept)
    assert.equal(tellings(letters, { ...each, headline: /./ }), 0, JSON.stringify(each));
  for (const { from, to, html } of letters.filter((letter) => letter.from !== POOL_SENDER)) {
    // The site's name in encoded words, and the address of the stage.
    assert.match(from, /^=\?UTF-8\?B\?[\w+/=]+\?= </);
    assert.ok(from.endsWith(`<${MAIL_SENDER}>`), from);
    assert.equal(to.length, 1);
    assert.match(html, /<html lang="zh-CN">/);
  }
}

/** Paragraphs of a letter are numbered, and each links to its sheet or case. */
function tellings(letters: readonly SentLetter[], { to, about, headline }: Told): number {
  return letters
    .filter((letter) => letter.to.includes(addressOf(to)))
    .flatMap(({ text }) => text.split(/\n\n\d+\. /).slice(1))
    .filter((paragraph) => LINKED.some((kind) => paragraph.includes(`${BASE_URL}/${kind}/${about}`)))
    .filter((paragraph) => headline.test(paragraph)).length;
}
