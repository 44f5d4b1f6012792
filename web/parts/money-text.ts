import type { Schemas } from '../session/api.ts';
import type { Language } from '../words/words.ts';

/** An amount with its currency, as it is read. Pure. */
export const moneyText = ({ amount, currency }: Schemas['Money'], language: Language): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount));
