/** How a table says things to its reader: in their language, times as the site's clocks show them. */
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import type { Words } from '../../shared/words/said.ts';
import type { Column } from './csv.ts';

export function csvWords(directory: Directory, language: Language) {
  const isChinese = language === 'zh-CN';
  return {
    /** A heading, or a word that no code of the contract stands for. */
    say: (zh: string, en: string) => (isChinese ? zh : en),
    time: (at: string | undefined) => at && localTime(at, directory.site.timeZone),
    /** A code of the contract, which is a word to English readers as it is. */
    word: <T extends string>(words: Words<T>, code: T | undefined) =>
      code && (isChinese ? words[code][language] : code),
    person: (id: string | undefined) => directory.staff.find((each) => each.id === id)?.name ?? id,
    section: (id: string | undefined) => {
      const found = sectionOf(directory, id);
      return found === undefined ? id : isChinese ? found.zh : found.name;
    },
  };
}

/**
 * The columns of a table of one site or several. Of several a first column says of which site a row is, and each row is said as
 * its own site says it: with the time of its clocks and the names of its sections.
 */
export function columnsOfSites<Row>(
  [first, ...others]: readonly [Directory, ...Directory[]],
  language: Language,
  columnsAt: (directory: Directory) => readonly Column<Row>[],
  siteOf: (row: Row) => string | undefined,
): readonly Column<Row>[] {
  const columns = columnsAt(first);
  if (others.length === 0) return columns;
  const all = [first, ...others];
  const tables = new Map(all.map((directory) => [directory.site.id, columnsAt(directory)]));
  const called = new Map(all.map(({ site: { id, zh, name } }) => [id, language === 'zh-CN' ? zh : name]));
  const ofRow = (row: Row) => tables.get(siteOf(row) ?? first.site.id) ?? columns;
  const site = (row: Row) => called.get(siteOf(row) ?? '') ?? siteOf(row);
  return [
    [csvWords(first, language).say('小区', 'Site'), site],
    ...columns.map(([heading], nth): Column<Row> => [heading, (row) => ofRow(row)[nth]?.[1](row)]),
  ];
}
