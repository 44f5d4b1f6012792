/** Who looked at a sheet or a case, from the lines that the API keeps (contract section 12). */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';

const lineForm = z.looseObject({
  at: z.iso.datetime(),
  requestId: z.string(),
  reader: z.string(),
  route: z.string(),
  sheet: z.string().optional(),
  case: z.string().optional(),
  number: z.string().optional(),
  filters: z.record(z.string(), z.string()).optional(),
  outcome: z.int(),
  code: z.string().optional(),
});
export type ReadLine = z.infer<typeof lineForm>;

type Sought = 'sheet' | 'case' | 'number';

/** Where lines are found by what they are about. */
export interface AccessLines {
  of(member: Sought, value: string): Promise<readonly ReadLine[]>;
}

/** The line in a text; undefined where it is none, as where a process was killed while it wrote. */
function lineIn(text: string): ReadLine | undefined {
  try {
    return lineForm.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The lines of a local data folder's file. */
export function linesInFile(file: string): AccessLines {
  return {
    async of(member, value) {
      const found: ReadLine[] = [];
      for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        const line = lineIn(text);
        if (line !== undefined && (line[member] === value || line.filters?.[member] === value))
          found.push(line);
      }
      return found;
    },
  };
}

/** The lines of a deployed stage's log group, with the credentials and the region of the environment. */
export function linesInGroup(logGroupName: string, client = new CloudWatchLogsClient()): AccessLines {
  return {
    async of(member, value) {
      const quoted = JSON.stringify(value);
      const filterPattern = `{ ($.${member} = ${quoted}) || ($.filters.${member} = ${quoted}) }`;
      const found: ReadLine[] = [];
      for await (const { events = [] } of paginateFilterLogEvents(
        { client },
        { logGroupName, filterPattern },
      ))
        found.push(...events.flatMap(({ message = '' }) => lineIn(message) ?? []));
      return found;
    },
  };
}

/**
 * Every line about the sheet or case with a number, in the order of time: those that name it, and those that name the
 * id that stands beside the number elsewhere, such as steps that were refused. Numbers are those of a site; where
 * several sites have this one, the lines are of all of them.
 */
export async function linesAbout(lines: AccessLines, number: string): Promise<readonly ReadLine[]> {
  const named = await lines.of('number', number);
  const byId = async (member: 'sheet' | 'case') => {
    const ids = new Set(named.flatMap((line) => line[member] ?? []));
    return (await Promise.all([...ids].map((id) => lines.of(member, id)))).flat();
  };
  const all = [...named, ...(await byId('sheet')), ...(await byId('case'))];
  const each = new Map(all.map((line) => [line.requestId, line]));
  return [...each.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
