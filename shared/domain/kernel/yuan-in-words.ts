/**
 * Sums of yuan in the characters that papers for a file want (人民币大写), as the People's Bank has cheques filled in
 * (《正确填写票据和结算凭证的基本规定》): no sum can be read in two ways, or added to afterwards. Pure.
 */
import { hundredths, type Money } from './money.ts';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const WITHIN_FOUR = ['仟', '佰', '拾', ''];
const OF_FOUR = ['亿', '万', ''];
const FOUR = 4;

/** A number below ten thousand; noughts at its end are not said, several within it once. */
function four(digits: string): string {
  let words = '';
  let isNoughtOwed = false;
  for (const [place, digit] of [...digits].entries()) {
    if (digit === '0') {
      isNoughtOwed = words !== '';
      continue;
    }
    words += `${isNoughtOwed ? '零' : ''}${DIGITS[Number(digit)]}${WITHIN_FOUR[place]}`;
    isNoughtOwed = false;
  }
  return words;
}

/** A whole number of yuan, of at most twelve digits. */
function whole(digits: string): string {
  const padded = digits.padStart(OF_FOUR.length * FOUR, '0');
  let words = '';
  let isNoughtOwed = false;
  for (const [place, unit] of OF_FOUR.entries()) {
    const part = padded.slice(place * FOUR, (place + 1) * FOUR);
    const said = four(part);
    if (said === '') {
      isNoughtOwed = words !== '';
      continue;
    }
    const isParted = words !== '' && (isNoughtOwed || part.startsWith('0'));
    words += `${isParted ? '零' : ''}${said}${unit}`;
    isNoughtOwed = false;
  }
  return words;
}

/**
 * A sum in words, such as `人民币壹佰贰拾元整`; undefined in any other currency than CNY.
 * @throws RangeError when the amount is none
 */
export function yuanInWords(money: Money): string | undefined {
  if (money.currency !== 'CNY') return undefined;
  const digits = String(hundredths(money)).padStart(3, '0');
  const yuan = whole(digits.slice(0, -2));
  const [tenths, cents] = digits.slice(-2);
  const jiao = tenths === '0' ? '' : `${DIGITS[Number(tenths)]}角`;
  const fen = cents === '0' ? '' : `${DIGITS[Number(cents)]}分`;
  if (yuan + jiao + fen === '') return '人民币零元整';
  const parted = yuan !== '' && jiao === '' && fen !== '' ? '零' : '';
  return `人民币${yuan === '' ? '' : `${yuan}元`}${jiao}${parted}${fen}${fen === '' ? '整' : ''}`;
}
