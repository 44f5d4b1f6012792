/**
 * Of two worlds that hold the same for a reader, lists give the same rows and the same presence of a cursor (contract
 * section 1): one site with all sheets, another with those alone that the reader sees.
 */
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSheet, signStep } from '../../shared/commands/sheets.ts';
import { DomainError } from '../../shared/domain/kernel/errors.ts';
import type { Directory, Person } from '../../shared/domain/model/directory.ts';
import type { Command, OpenCommand } from '../../shared/domain/model/sheet.ts';
import { actorsOf } from '../../shared/domain/organisation/acting.ts';
import { searchFor } from '../../shared/domain/sheets/finding.ts';
import { sees } from '../../shared/domain/sheets/visibility.ts';
import { cacheDirectory } from '../../shared/store/organisation/directory-cache.ts';
import {
  putPerson,
  putSection,
  putSite,
  readDirectory,
} from '../../shared/store/organisation/organisation.ts';
import { findResidents } from '../../shared/store/organisation/residents.ts';
import type { SheetFilter } from '../../shared/store/sheets/filter.ts';
import { listSheets } from '../../shared/store/sheets/list.ts';
import { listByDue } from '../../shared/store/sheets/list-due.ts';
import { readHead } from '../../shared/store/sheets/sheets.ts';
import type { Table } from '../../shared/store/table/table.ts';
import { COMPLAINT, personOf, SECTIONS, SITE } from '../support/factories.ts';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';
import { observedTable } from '../support/observed-table.ts';
import { randomFrom } from '../support/random.ts';
import { tokenOf } from '../support/tokens.ts';

// biome-ignore format: a table reads best with one row a line
const PEOPLE = [
  ['sun', 'receptionist', 'customer-service'],
  ['li', 'manager', 'customer-service'],
  ['wu', 'worker', 'engineering'],
  ['wang', 'manager', 'engineering'],
  ['chen', 'manager', 'security'],
  ['wei', 'director', undefined],
  ['han', 'overseer', undefined],
  ['zhao', 'resident', undefined],
  ['qian', 'resident', undefined],
] as const;
type Who = (typeof PEOPLE)[number][0];

interface Plan {
  readonly nth: number;
  readonly asker: 'zhao' | 'qian';
  readonly kind: 'repair' | 'report' | 'complaint';
  readonly against: Who | undefined;
  readonly section: 'engineering' | 'security' | undefined;
  readonly isTaken: boolean;
}

const SHEETS = 16;
const BEGIN = Date.parse('2026-11-23T00:00:00.000Z');
const at = (nth: number) => new Date(BEGIN + nth * 60_000).toISOString();
const NOW = at(24 * 60);

let cloud: TestCloud;
let table: Table;
let worlds = 0;
beforeAll(async () => {
  // Its clock stands before all that happens here, so that no promise is broken while the sheets are made.
  cloud = await startTestCloud({ now: at(0) });
  table = observedTable(cloud);
});
afterAll(async () => {
  table.client.destroy();
  await cloud.stop();
});

/** A site of its own with its people, and the sheets of a plan. */
class World {
  readonly id = `w${++worlds}`;
  readonly ids = new Map<number, string>();
  readonly #people = new Map<Who, Person>(
    PEOPLE.map(([id, role, section]) => [id, personOf(this.name(id), role, section, { site: this.id })]),
  );

  name(id: string): string {
    return `${this.id}-${id}`;
  }

  person(who: Who): Person {
    const found = this.#people.get(who);
    if (found === undefined) throw new Error(`nobody is ${who}`);
    return found;
  }

  async holds(plans: readonly Plan[]): Promise<this> {
    await putSite(table, { ...SITE, id: this.id });
    for (const section of SECTIONS) await putSection(table, this.id, section);
    for (const person of this.#people.values()) await putPerson(table, person);
    const newId = (now: string) => ulid(Date.parse(now));
    const context = { table, directory: cacheDirectory(table), newId, tokenOf };
    const answer = () => ({ statusCode: 201, headers: {}, body: '' });
    for (const { nth, asker, kind, against, section, isTaken } of plans) {
      const { id, name } = this.person(asker);
      const command: OpenCommand = {
        ...{ site: this.id, kind, channel: 'walk-in', subject: `第 ${nth} 件事` },
        resident: { id, name, phone: '13800005678', address: '1栋2单元301' },
        ...(kind === 'repair' ? { category: 'electricity' } : {}),
        ...(kind === 'complaint'
          ? { complaint: { ...COMPLAINT, ...(against && { against: { person: this.name(against) } }) } }
          : {}),
      };
      const opened = await openSheet(
        context,
        { caller: this.person('sun'), now: at(nth) },
        command,
        (sheet) => {
          this.ids.set(nth, sheet.id);
          return answer();
        },
      );
      if (opened instanceof DomainError) throw new Error(opened.reason);
      const signs = async (who: Who, step: Command) => {
        const request = { caller: this.person(who), now: at(nth) };
        const done = await signStep(context, request, this.ids.get(nth) ?? '', step, answer);
        if (done instanceof DomainError) throw new Error(`${who} ${step.step}: ${done.reason}`);
      };
      if (section === undefined) continue;
      const giver = against === undefined || against === 'wu' ? 'li' : against === 'wei' ? 'han' : 'wei';
      await signs(giver, { step: 'hand-over', section, opinion: '请处理' });
      if (isTaken && kind === 'repair' && section === 'engineering') await signs('wu', { step: 'accept' });
    }
    return this;
  }

  #directory: Directory | undefined;
  async directory(): Promise<Directory> {
    this.#directory ??= await readDirectory(table, this.id, NOW);
    if (this.#directory === undefined) throw new Error('no directory');
    return this.#directory;
  }

  /** The pages of a list to its end: what is in each, and that each but the last goes on. */
  async pages(
    who: Who,
    { sort, ...filter }: Question,
    limit: number,
  ): Promise<readonly (readonly string[])[]> {
    const directory = await this.directory();
    const actors = actorsOf(this.person(who), directory, NOW);
    const list = sort === 'due' ? listByDue : listSheets;
    const named = Object.fromEntries(
      Object.entries(filter).map(([name, value]) => [
        name,
        PERSONS.includes(name) ? this.name(String(value)) : value,
      ]),
    ) as SheetFilter;
    const pages: string[][] = [];
    let place: string | undefined;
    do {
      const page = await list(table, named, actors, directory, limit, place);
      pages.push(page.sheets.map(({ subject }) => subject));
      place = page.next;
    } while (place !== undefined && pages.length < 100);
    return pages;
  }

  async residents(who: Who, q: string) {
    const directory = await this.directory();
    const actors = actorsOf(this.person(who), directory, NOW);
    const found = await findResidents(table, searchFor(q, NOW, SITE.timeZone), actors, directory);
    return found.map(({ id, open, last, phone }) => [id?.split('-').at(-1), open, last?.subject, phone]);
  }

  async seen(who: Who, plans: readonly Plan[]): Promise<readonly Plan[]> {
    const directory = await this.directory();
    const actors = actorsOf(this.person(who), directory, NOW);
    const seen: Plan[] = [];
    for (const plan of plans) {
      const head = await readHead(table, this.ids.get(plan.nth) ?? '');
      if (head !== undefined && actors.some((actor) => sees(actor, head.sheet, directory))) seen.push(plan);
    }
    return seen;
  }
}

type Question = SheetFilter & { readonly sort?: 'due' };
const PERSONS = ['handler', 'firstContact', 'resident'];
const QUESTIONS: readonly Question[] = [
  {},
  { status: ['handed-over'] },
  { section: 'engineering' },
  { section: 'engineering', status: ['handed-over'] },
  { handler: 'wu' },
  { resident: 'zhao' },
  { from: at(5), to: at(15) },
  { sort: 'due' },
  { sort: 'due', kind: ['repair'] },
  { kind: ['complaint', 'report'], status: ['registered', 'handed-over'] },
  { search: searchFor('第 5 件事', NOW, SITE.timeZone) },
  { search: searchFor('5678', NOW, SITE.timeZone) },
  { search: searchFor('1-2-301', NOW, SITE.timeZone) },
  { search: searchFor('zhao', NOW, SITE.timeZone), sort: 'due' },
];
const READERS: readonly Who[] = ['zhao', 'wu', 'wang', 'wei', 'han'];

function plansOf(seed: number): readonly Plan[] {
  const random = randomFrom(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  return Array.from({ length: SHEETS }, (_, nth): Plan => {
    const kind = one(['repair', 'report', 'complaint', 'complaint'] as const);
    const against = kind === 'complaint' ? one([undefined, 'wang', 'wei', 'li', 'wu'] as const) : undefined;
    const section = one([undefined, 'engineering', 'security'] as const);
    const isBarred = section === 'engineering' && against === 'wang';
    return {
      nth,
      asker: one(['zhao', 'qian']),
      kind,
      against,
      section: isBarred ? 'security' : section,
      isTaken: random() < 0.5,
    };
  });
}

describe('lists tell nothing of what they hide', () => {
  it('to customer service, which looks for residents', async () => {
    const plans = plansOf(20261124);
    const whole = await new World().holds(plans);
    // A complaint against customer service's manager is none of hers, in counts and last subjects either.
    for (const who of ['sun', 'li'] as const) {
      const bare = await new World().holds(await whole.seen(who, plans));
      for (const q of ['5678', '13800005678', '1-2-301']) {
        expect(await whole.residents(who, q), `${who} ${q}`).toEqual(await bare.residents(who, q));
      }
    }
    expect((await whole.residents('li', '5678')).length).toBe(2);
  });

  it('to anybody, by any question, a few rows at a time', async () => {
    const plans = plansOf(20261123);
    const whole = await new World().holds(plans);
    for (const who of READERS) {
      const seen = await whole.seen(who, plans);
      const bare = await new World().holds(seen);
      for (const question of QUESTIONS) {
        for (const limit of [1, 4]) {
          const [there, here] = await Promise.all([
            whole.pages(who, question, limit),
            bare.pages(who, question, limit),
          ]);
          expect(there, `${who} ${JSON.stringify(question)} ${limit}`).toEqual(here);
          for (const page of there.slice(0, -1)) expect(page).toHaveLength(limit);
        }
      }
    }
  });
});
