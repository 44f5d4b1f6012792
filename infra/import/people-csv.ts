/** Reads a table of people, CSV in UTF-8, and says of every row what is wrong with it. */

import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { check } from '../../shared/contract/check.ts';
import { directoryId } from '../../shared/contract/forms/directory-id.ts';
import { sentence } from '../../shared/contract/messages.ts';
import { personBody } from '../../shared/contract/organisation/organisation-body.ts';
import type { Directory, Language, Person } from '../../shared/domain/model/directory.ts';
import {
  ACTIVE_WORDS,
  columnOf,
  LANGUAGE_WORDS,
  type PersonColumn,
  REQUIRED,
  roleCalled,
} from './columns.ts';

/** What is wrong on a line of the file, from 1. */
export interface LineFault {
  readonly line: number;
  readonly detail: string;
}

export interface PersonRow {
  readonly line: number;
  readonly person: Person;
}

export interface PeopleCsv {
  readonly rows: readonly PersonRow[];
  readonly faults: readonly LineFault[];
  /** The columns that the file has: of people who are there already, other fields stay as they are. */
  readonly columns: readonly PersonColumn[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

interface CsvWords {
  readonly notUtf8: string;
  readonly empty: string;
  readonly notCsv: string;
  readonly unknownColumn: (header: string) => string;
  readonly missingColumn: (column: string) => string;
  readonly doubledColumn: (column: string) => string;
  readonly tooManyCells: (cells: number, columns: number) => string;
  readonly twice: (id: string, line: number) => string;
}

const WORDS: { readonly [L in Language]: CsvWords } = {
  'zh-CN': {
    notUtf8: '不是 UTF-8：请另存为“CSV UTF-8”。',
    empty: '文件为空。',
    notCsv: '不是完整的 CSV：引号未配对，或引号内外有多余字符。',
    unknownColumn: (header) => `没有“${header}”这一列。`,
    missingColumn: (column) => `缺少列“${column}”。`,
    doubledColumn: (column) => `列“${column}”重复。`,
    tooManyCells: (cells, columns) => `共 ${columns} 列，此行却有 ${cells} 个单元格。`,
    twice: (id, line) => `${id} 已见于第 ${line} 行。`,
  },
  en: {
    notUtf8: 'not UTF-8: save the table as "CSV UTF-8".',
    empty: 'the file is empty.',
    notCsv: 'no whole CSV: a quotation mark has no partner, or something stands beside a quoted cell.',
    unknownColumn: (header) => `there is no column "${header}".`,
    missingColumn: (column) => `column "${column}" is missing.`,
    doubledColumn: (column) => `column "${column}" is there twice.`,
    tooManyCells: (cells, columns) => `${cells} cells for ${columns} columns`,
    twice: (id, line) => `${id} is on line ${line} too.`,
  },
};

const NOT_CSV = (faults: readonly LineFault[]): PeopleCsv => ({ rows: [], faults, columns: [] });

/** The people in a file's bytes, all of the directory's site, and the faults of those rows that name none. */
export function readPeopleCsv(bytes: Buffer, directory: Directory, language: Language): PeopleCsv {
  if (!isUtf8(bytes)) return NOT_CSV([{ line: 1, detail: WORDS[language].notUtf8 }]);
  const lines = linesOf(bytes, language);
  if ('detail' in lines) return NOT_CSV([lines]);
  const [header, ...rest] = lines;
  if (header === undefined) return NOT_CSV([{ line: 1, detail: WORDS[language].empty }]);
  const columns = header.cells.map(columnOf);
  const known = columns.filter((column) => column !== undefined);
  const faults = headerFaults(header, columns, WORDS[language]);
  if (faults.length > 0) return NOT_CSV(faults);
  const read = rest.map((line) => rowOf(line, columns as PersonColumn[], directory, language));
  const rows = read.flatMap(({ row }) => row ?? []);
  return {
    rows,
    faults: [...read.flatMap((each) => each.faults), ...twice(rows, WORDS[language])],
    columns: known,
  };
}

/** The records with the lines that they begin on, or the one fault that ends all reading. */
function linesOf(bytes: Buffer, language: Language): readonly Line[] | LineFault {
  try {
    const records: { record: string[]; info: { lines: number } }[] = parse(bytes, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never;
    let before = 0;
    return records.map(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      // Lines that were skipped as empty lie before the record's own.
      const own = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
      return { line: Math.max(line, info.lines - own + 1), cells: record };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error.lines ?? 1), detail: WORDS[language].notCsv };
  }
}

function headerFaults(
  { line, cells }: Line,
  columns: readonly (PersonColumn | undefined)[],
  words: CsvWords,
): readonly LineFault[] {
  const unknown = cells.filter((_, place) => columns[place] === undefined);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  const doubled = columns.filter((column, place) => column !== undefined && columns.indexOf(column) < place);
  return [
    ...unknown.map((header) => ({ line, detail: words.unknownColumn(header) })),
    ...missing.map((column) => ({ line, detail: words.missingColumn(column) })),
    ...doubled.map((column) => ({ line, detail: words.doubledColumn(String(column)) })),
  ];
}

function rowOf(
  { line, cells }: Line,
  columns: readonly PersonColumn[],
  directory: Directory,
  language: Language,
): { readonly row?: PersonRow; readonly faults: readonly LineFault[] } {
  if (cells.length > columns.length) {
    return {
      faults: [{ line, detail: WORDS[language].tooManyCells(cells.length, columns.length) }],
    };
  }
  const cell = (column: PersonColumn) => plain(cells[columns.indexOf(column)] ?? '');
  const given = (column: PersonColumn) => cell(column) || undefined;
  const [id, role, active] = [cell('id'), cell('role'), cell('active').toLowerCase()];
  const body = {
    name: given('name'),
    role: roleCalled(role) ?? role.toLowerCase(),
    site: directory.site.id,
    section: sectionIn(cell('section'), directory),
    email: given('email'),
    phone: given('phone'),
    address: given('address'),
    language: LANGUAGE_WORDS[cell('language').toLowerCase()] ?? given('language'),
    active: Object.hasOwn(ACTIVE_WORDS, active) ? ACTIVE_WORDS[active] : active,
  };
  const checked = check(personBody, body, language);
  const faults = 'faults' in checked ? checked.faults : [];
  const details = faults.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`);
  if (!directoryId.safeParse(id).success) details.unshift(`id: ${sentence('id-form', language)}`);
  if (details.length > 0 || !('value' in checked)) {
    return { faults: details.map((detail) => ({ line, detail })) };
  }
  const fields = Object.fromEntries(Object.entries(checked.value).filter(([, value]) => value !== undefined));
  return { row: { line, person: { id, ...fields } as Person }, faults: [] };
}

/** A spreadsheet's text that would pass for a formula has an apostrophe before it. */
const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t])/, '');

/** A section by its id or by either of its names; what is unknown stays as it is, to be refused. */
function sectionIn(text: string, { sections }: Directory): string | undefined {
  if (text === '') return undefined;
  const found = sections.find(({ id, zh, name }) => [id, zh, name].includes(text));
  return found?.id ?? text;
}

function twice(rows: readonly PersonRow[], words: CsvWords): readonly LineFault[] {
  return rows.flatMap(({ line, person }) => {
    const first = rows.find((row) => row.person.id === person.id)?.line ?? line;
    return first === line ? [] : [{ line, detail: `id: ${words.twice(person.id, first)}` }];
  });
}
