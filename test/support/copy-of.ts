/** Sheets for the tests of printable copies, and their copies. */

import { type CopyFor, copyPage, type VerifiedLedger } from '../../functions/records/copies/page.ts';
import { replay } from '../../shared/domain/archive/replay.ts';
import { eventOf, isWhole } from '../../shared/domain/kernel/inscribe.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Opening } from '../../shared/domain/model/sheet.ts';
import type { Reader } from '../../shared/domain/sheets/anonymity.ts';
import type { Copy } from '../../shared/domain/sheets/copies.ts';
import type { WithLedger } from '../../shared/store/sheets/sheets.ts';
import { actor, DIRECTORY, did, directoryWhere, type Fact, opened } from './factories.ts';
import { ledgerOf } from './given-when-then.ts';
import { lastHash, written } from './written.ts';

/** The demo directory with names and numbers as they are on paper. */
export const ON_PAPER: Directory = directoryWhere({
  'receptionist-sun': { name: '孙丽', phone: '13900000001' },
  'cs-manager-li': { name: '李慧', phone: '13900000002' },
  'worker-wu': { name: '吴建国', phone: '13900000003' },
  'engineering-manager-wang': { name: '王志明', phone: '13900000004' },
  'guard-chu': { name: '褚勇', phone: '13900000005' },
  'security-manager-chen': { name: '陈国栋', phone: '13900000006' },
});

export const SIGNATURE = { signer: '赵敏', path: 'M10 40 C30 0 50 0 50 40 l 20,-30' };

type Kept = Pick<WithLedger, 'head' | 'entries' | 'carried'>;

/** A sheet with its ledger, as the store gives it, from what happened. */
export function keptOf(...facts: readonly Fact[]): Kept {
  const events = ledgerOf(facts);
  const entries = written(events);
  return { head: { sheet: replay(entries.map(eventOf)), hash: lastHash(entries) }, entries };
}

/** A sheet's ledger that nothing was anchored of, as it is verified. */
export const verified = (kept: Kept): VerifiedLedger => ({
  ...kept,
  intact: isWhole(kept.entries, kept.head.hash, kept.head.sheet.erased === true, kept.carried),
});

/** Whose a copy is that bears the code of the sheet in the console. */
export const copyFor = (holder: Reader): CopyFor => ({
  holder,
  address: 'https://riverside.example/app/sheets/01KB5Z0000000000000000000A',
  isLink: false,
});

/** A copy of the sheet that facts come to, as customer service's manager reads it, or somebody else by their id. */
export const copyOf = (
  copy: Copy,
  facts: readonly Fact[],
  directory: Directory = ON_PAPER,
  reader = 'cs-manager-li',
): string => copyPage(copy, verified(keptOf(...facts)), directory, copyFor(actor(reader)));

/** A page as one reads it: without styles and tags. */
export const readable = (page: string): string =>
  page.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ');

/** A usual sheet (B4a): two sections, a few hundred characters of details and of opinions, one follow-up. */
export function usual(opening: Partial<Opening> = {}): readonly Fact[] {
  const say = (what: string) => `${what}${'经现场查看，接头老化，已按要求处理，并与住户确认。'.repeat(5)}`;
  return [
    opened({ signature: SIGNATURE, details: say('厨房水管漏水，地面积水。').repeat(2), ...opening }),
    did('receptionist-sun', {
      step: 'hand-over',
      section: 'engineering',
      opinion: say('请工程部立即上门。'),
    }),
    did('engineering-manager-wang', { step: 'accept', handler: 'worker-wu' }),
    did('worker-wu', { step: 'arrive' }),
    did('worker-wu', { step: 'complete', outcome: '已更换角阀。' }),
    did('engineering-manager-wang', { step: 'return', opinion: say('已复核。') }),
    did('receptionist-sun', { step: 'receive' }),
    did('receptionist-sun', {
      step: 'hand-over',
      section: 'security',
      opinion: say('请保安部联系楼下住户。'),
    }),
    did('security-manager-chen', { step: 'accept', handler: 'guard-chu' }),
    did('guard-chu', { step: 'reply', message: '今晚七点与楼下住户一同查看。' }),
    did('guard-chu', { step: 'complete', outcome: '楼下吊顶水渍已干，住户不予追究。' }),
    did('security-manager-chen', { step: 'return', opinion: say('情况属实。') }),
    did('receptionist-sun', { step: 'receive' }),
    did('receptionist-sun', {
      ...{ step: 'follow-up', reached: true, resolved: true },
      ...{ satisfaction: 5, attitude: 4, feedback: '师傅来得很快，谢谢。' },
    }),
  ];
}

/** The same directory for a site that keeps other time. */
export const inTimeZone = (timeZone: string): Directory => ({
  ...ON_PAPER,
  site: { ...DIRECTORY.site, timeZone },
});
