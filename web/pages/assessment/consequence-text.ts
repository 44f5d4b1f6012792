/** What bears on somebody (A2.5), final case or award, as it is read. Pure. */
import { clauseTitle } from '../../../shared/domain/kernel/clauses.ts';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { AWARD_KIND_WORDS } from '../../../shared/words/award-words.ts';
import { BEARS_ON_WORDS, SANCTION_WORDS } from '../../../shared/words/case-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { moneyText } from '../../parts/money-text.ts';
import type { Schemas } from '../../session/api.ts';
import type { Language } from '../../words/words.ts';
import type { zh } from './assessment.zh.ts';

export type Consequence = Schemas['Consequences']['items'][number];

export interface Reading {
  readonly language: Language;
  readonly words: typeof zh;
  readonly timeZone: string;
}

/** Something unlike any other among them, to tell its row by. */
export const keyOf = ({ case: id, award }: Consequence): string => id ?? award ?? '';

const listed = (parts: readonly string[], language: Language) => parts.join(language === 'en' ? ', ' : '、');

/** By which rule it was judged, or which award it is. */
export function causeOf({ number, rule, kind }: Consequence, { language }: Reading): string {
  if (kind !== undefined) return capital(AWARD_KIND_WORDS[kind][language]);
  return [number, rule && (clauseTitle(rule)?.[language] ?? rule)].filter(Boolean).join(' · ');
}

/** What was decided, and what of it is still to pay; of an award what it was given for. */
export function resultOf(item: Consequence, { language, words }: Reading): string {
  const { kind, reason = '', sanctions = [], compensation, outstanding } = item;
  if (kind !== undefined) return reason;
  const amount = (money: Schemas['Money']) => moneyText(money, language);
  const said = [
    ...sanctions.map((sanction) => SANCTION_WORDS[sanction][language]),
    ...(compensation === undefined ? [] : [words.compensation(amount(compensation))]),
    ...(outstanding === undefined || Number(outstanding.amount) === 0
      ? []
      : [words.outstanding(amount(outstanding))]),
  ];
  return capital(said.join(' · '));
}

/** What of it was carried out, and when. */
export function carriedOutOf(
  { carriedOut = [] }: Consequence,
  { language, words, timeZone }: Reading,
): string {
  const said = carriedOut.map(({ sanction, at, refused }) => {
    const name = SANCTION_WORDS[sanction][language];
    return `${refused === true ? words.refused(name) : name} ${localDay(at, timeZone)}`;
  });
  return capital(said.join(' · '));
}

/** On what it bears, and until when. */
export function effectOf(
  { bearsOn = [], until }: Consequence,
  { language, words, timeZone }: Reading,
): string {
  const on = listed(
    bearsOn.map((what) => BEARS_ON_WORDS[what][language]),
    language,
  );
  return [capital(on), until && words.until(localDay(until, timeZone))].filter(Boolean).join(' · ');
}

/** The local day on which it was decided. */
export function dayOf({ decidedAt, at }: Consequence, { timeZone }: Reading): string {
  const since = decidedAt ?? at;
  return since === undefined ? '' : localDay(since, timeZone);
}
