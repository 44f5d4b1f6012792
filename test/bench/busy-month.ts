/** A month of a site with as many sheets as one likes: mixed lives that are over, few that go on, their facts and registers. */
import { ulid } from 'ulid';
import { factsOf } from '../../shared/domain/assessment/facts.ts';
import { localDay } from '../../shared/domain/kernel/local-time.ts';
import type { Accused } from '../../shared/domain/model/accused.ts';
import type { Directory } from '../../shared/domain/model/directory.ts';
import type { Sheet } from '../../shared/domain/model/sheet.ts';
import { sheetNumber } from '../../shared/domain/sheets/number.ts';
import type { Digest } from '../../shared/runtime/digest.ts';
import { packed } from '../../shared/store/assessment/packed-facts.ts';
import { caseHeadItem, newCaseLinks } from '../../shared/store/cases/case-items.ts';
import { findWrites } from '../../shared/store/sheets/finding.ts';
import { newLines } from '../../shared/store/sheets/registers.ts';
import { headItem, newLinks } from '../../shared/store/sheets/sheet-items.ts';
import { factsKey, sheetSource } from '../../shared/store/table/keys.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { opened as openedCase } from '../support/domain/case-lives.ts';
import { halfYear } from '../support/domain/half-year.ts';
import { casesOfHalfYear } from '../support/domain/half-year-of-cases.ts';
import type { SheetMaker } from './filled-engine.ts';
import { nthOf } from './nth-of.ts';

export const MONTH = '2026-11';
/** When all of it is asked for. */
export const NOW = '2026-11-28T04:00:00.000Z';
const FIRST = Date.parse('2026-11-01T00:00:00.000Z');
const SPAN_MS = Date.parse(NOW) - FIRST;
const LIVES_FROM = Date.parse('2026-05-01T00:00:00.000Z');
const LIVES = 400;
const MINUTE_MS = 60_000;
/** So many of the newest go on, however many there are in all, where nothing else is said. */
export const OPEN = 500;
/** So many of the oldest are of a kind that no other is of. */
export const RARE = 20;
export const RARE_KIND = 'suggestion';
/** Of so many sheets one that is a complaint is against a receptionist, who is not to know of it. */
const AGAINST_EACH = 50;
const ACCUSED: Accused = { id: 'receptionist-zhou', standing: 'plain' };

/** So many sheets have a resident in common. */
const CALLS_OF_ONE = 60;

/** Whose the nth of so many sheets is: residents by turns. */
const residentOf = (nth: number, sheets: number): number => nth % Math.ceil(sheets / CALLS_OF_ONE);

/** The telephone number of the nth of so many sheets. */
export const phoneOf = (nth: number, sheets: number): string =>
  String(13_800_000_000 + residentOf(nth, sheets));

const HANZI = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** The name of its resident, which nobody else has. */
export const nameOf = (nth: number, sheets: number): string =>
  `赵${String(residentOf(nth, sheets)).replaceAll(/\d/g, (digit) => HANZI[Number(digit)] ?? '')}`;

/** Where they live. */
export const addressOf = (nth: number, sheets: number): string => `${residentOf(nth, sheets) + 1}栋2单元301`;

/** Makes that many sheets, spread over the month, of which so many go on. */
export function busyMonth(
  directory: Directory,
  sheets: number,
  digest: Digest,
  open: number = OPEN,
): SheetMaker {
  const lives = halfYear(1, LIVES, LIVES_FROM);
  const over = lives.flatMap(({ states }) => states.findLast(({ status }) => status === 'archived') ?? []);
  const going = lives.flatMap(({ states }) => states.find(({ status }) => status === 'accepted') ?? []);
  const table = { name: 'none', digest } as Table;
  return async (nth) => {
    const at = FIRST + Math.floor((nth * SPAN_MS) / sheets);
    const openedAt = new Date(at).toISOString();
    const isOpen = nth >= sheets - open;
    const among = isOpen ? going : over;
    const life = nthOf(among, nth % among.length);
    const isAgainst = life.complaint !== undefined && nth % AGAINST_EACH === 0;
    const own = {
      ...life,
      ...(nth < RARE ? { kind: RARE_KIND } : {}),
      ...(isAgainst
        ? { complaint: { ...life.complaint, against: { person: ACCUSED.id } }, accused: [ACCUSED] }
        : {}),
      ...{ id: ulid(at), openedAt, updatedAt: openedAt },
      number: sheetNumber(localDay(openedAt, directory.site.timeZone), nth + 1),
      resident: {
        ...life.resident,
        ...{ name: nameOf(nth, sheets), address: addressOf(nth, sheets), phone: phoneOf(nth, sheets) },
      },
      history: {
        ...life.history,
        handOvers: life.history.handOvers.map((each) => ({ ...each, at: openedAt })),
      },
    } as Sheet;
    const found = await findWrites(table, undefined, own);
    const facts = packed([...factsOf(own, directory).values()].flat());
    const { site } = directory;
    return {
      id: own.id,
      item: headItem({ sheet: own, hash: '0'.repeat(64) }),
      beside: [
        ...found.flatMap(({ Put }) => (Put?.Item === undefined ? [] : [Put.Item])),
        ...newLinks(undefined, own),
        ...newLines(undefined, own),
        { ...factsKey(site.id, MONTH, sheetSource(own.id)), facts, isAgainst, entries: 10 },
      ],
    };
  };
}

/** A site that nobody keeps up with: so many sheets that all go on, and so many cases, of which most are not over. */
export const CROWD = { sheets: 10_000, cases: 400, waiting: 400 };

/** Makes them. */
export function crowdedMonth(directory: Directory, digest: Digest): SheetMaker {
  const make = busyMonth(directory, CROWD.sheets, digest, CROWD.sheets);
  const lived = casesOfHalfYear(1, CROWD.cases, LIVES_FROM, Date.parse(NOW));
  const waiting = Array.from({ length: CROWD.waiting }, (_, nth) =>
    openedCase(
      'worker-wu',
      'engineering-manager-wang',
      new Date(FIRST + nth * MINUTE_MS).toISOString(),
      CROWD.cases + 1 + nth,
    ),
  );
  const cases = [...lived, ...waiting].map(({ state }) => state);
  return async (nth) => {
    const { beside = [], ...sheet } = await make(nth);
    const state = cases[nth];
    if (state === undefined) return { ...sheet, beside };
    const head = caseHeadItem({ case: state, hash: '0'.repeat(64) });
    return { ...sheet, beside: [...beside, head, ...newCaseLinks(undefined, state)] };
  };
}
