/** Reads a table of people, CSV in UTF-8, and says of every row what is wrong with it. */

import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { check } from '../../shared/contract/check.ts';
import { directoryId } from '../../shared/contract/forms/directory-id.ts';
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

const NOT_CSV = (faults: readonly LineFault[]): PeopleCsv => ({ rows: [], faults, columns: [] });

/** The people in a file's bytes, all of the directory's site, and the faults of those rows that name none. */
export function readPeopleCsv(bytes: Buffer, directory: Directory, language: Language): PeopleCsv {
  if (!isUtf8(bytes))
    return NOT_CSV([{ line: 1, detail: 'not UTF-8: save the table as "CSV UTF-8" / 请另存为 CSV UTF-8' }]);
  const lines = linesOf(bytes);
  if ('detail' in lines) return NOT_CSV([lines]);
  const [header, ...rest] = lines;
  if (header === undefined) return NOT_CSV([{ line: 1, detail: 'the file is empty / 文件为空' }]);
  const columns = header.cells.map(columnOf);
  const known = columns.filter((column) => column !== undefined);
  const faults = headerFaults(header, columns);
  if (faults.length > 0) return NOT_CSV(faults);
  const read = rest.map((line) => rowOf(line, columns as PersonColumn[], directory, language));
  const rows = read.flatMap(({ row }) => row ?? []);
  return { rows, faults: [...read.flatMap((each) => each.faults), ...twice(rows)], columns: known };
}

/** The records with the lines that they begin on, or the one fault that ends all reading. */
function linesOf(bytes: Buffer): readonly Line[] | LineFault {
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
    return { line: Number(error.lines ?? 1), detail: error.message };
  }
}

function headerFaults(
  { line, cells }: Line,
  columns: readonly (PersonColumn | undefined)[],
): readonly LineFault[] {
  const unknown = cells.filter((_, place) => columns[place] === undefined);
  const missing = REQUIRED.filter((column) => !columns.includes(column));
  const doubled = columns.filter((column, place) => column !== undefined && columns.indexOf(column) < place);
  return [
    ...unknown.map((header) => ({ line, detail: `unknown column "${header}" / 没有这一列` })),
    ...missing.map((column) => ({ line, detail: `column "${column}" is missing / 缺少这一列` })),
    ...doubled.map((column) => ({ line, detail: `column "${column}" is there twice / 这一列重复` })),
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
      faults: [{ line, detail: `${cells.length} cells for ${columns.length} columns / 单元格多于列` }],
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
  if (!directoryId.safeParse(id).success) details.unshift(`id: "${id}" is no id / 编号格式不对`);
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

function twice(rows: readonly PersonRow[]): readonly LineFault[] {
  return rows.flatMap(({ line, person }) => {
    const first = rows.find((row) => row.person.id === person.id)?.line ?? line;
    return first === line ? [] : [{ line, detail: `id: ${person.id} is on line ${first} too / 编号重复` }];
  });
}
