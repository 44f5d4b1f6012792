/** A busy site: sheets come in all day, people are mostly quick and sometimes slow, and the clock flies. */

import { ulid } from 'ulid';
import type { LocalCloud } from '../../../infra/local/local-cloud.ts';
import type { LinkContext } from '../../../shared/commands/command.ts';
import { openSheet, signStep } from '../../../shared/commands/sheets.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { localDay, localTime } from '../../../shared/domain/kernel/local-time.ts';
import type { Directory, Person } from '../../../shared/domain/model/directory.ts';
import type { Category, Command, Kind, OpenCommand, Sheet } from '../../../shared/domain/model/sheet.ts';
import { cacheDirectory } from '../../../shared/store/organisation/directory-cache.ts';
import { readDirectory } from '../../../shared/store/organisation/organisation.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import { ownDigest } from '../digest.ts';
import { randomFrom } from '../random.ts';
import { tableOf } from '../table-of.ts';
import { tokenOf } from '../tokens.ts';

const MINUTE = 60_000;
const DAY = 24 * 60;
const TIME_ZONE = 'Asia/Shanghai';
const [FROM_HOUR, TO_HOUR] = ['08:00', '21:00'];
const REPLY = () => ({ statusCode: 201, headers: {}, body: '' });
const RESIDENT = { name: '赵敏', phone: '13800005678', address: '1栋2单元301' };
const SECTIONS = ['engineering', 'security'];
const CATEGORIES: readonly Category[] = ['water', 'electricity', 'door-window', 'elevator', 'public-area'];
const OTHERS: readonly Kind[] = ['report', 'special-service', 'suggestion', 'enquiry'];

export class BusySite {
  readonly sheets: string[] = [];
  readonly errors: unknown[] = [];
  readonly table: Table;
  steps = 0;
  readonly #cloud: LocalCloud;
  /** By which everything here is signed. */
  readonly context: LinkContext;
  readonly #staff: Directory['staff'];
  readonly #random: () => number;

  private constructor(cloud: LocalCloud, table: Table, staff: Directory['staff'], seed: number) {
    this.#cloud = cloud;
    this.table = table;
    this.context = {
      table,
      directory: cacheDirectory(table),
      newId: (now) => ulid(Date.parse(now)),
      tokenOf,
    };
    this.#staff = staff;
    this.#random = randomFrom(seed);
  }

  /** The demo site of a cloud. */
  static async at(cloud: LocalCloud, seed: number): Promise<BusySite> {
    const table = tableOf(cloud, ownDigest);
    const staff = (await readDirectory(table, 'riverside', new Date().toISOString()))?.staff ?? [];
    return new BusySite(cloud, table, staff, seed);
  }

  /** Lives through one more day on which so many sheets come in. */
  async day(sheets: number): Promise<void> {
    for (let nth = 0; nth < sheets; nth += 1) this.in(Math.floor(this.#random() * DAY), () => this.#open());
    await this.#cloud.clock.advance('P1D');
  }

  /** Does something so many minutes from now, while a day goes by. */
  in(minutes: number, run: () => Promise<void>): void {
    const at = (Math.floor(this.#cloud.clock.now() / MINUTE) + minutes) * MINUTE;
    const guarded = async () => {
      try {
        await run();
      } catch (error) {
        this.errors.push(error);
      }
    };
    this.#cloud.clock.at({ at, run: guarded });
  }

  /** Somebody of the site. */
  person(id: string): Person {
    const found = this.#staff.find((person) => person.id === id);
    if (found === undefined) throw new Error(`nobody is ${id}`);
    return found;
  }

  #oneOf<T>(of: readonly T[]): T {
    return of[Math.floor(this.#random() * of.length)] as T;
  }

  async #open(): Promise<void> {
    const base = {
      site: 'riverside',
      channel: 'walk-in',
      subject: '楼道灯不亮',
      resident: RESIDENT,
    } as const;
    const signature = { signer: '赵敏', path: 'M 10 40 L 60 20 L 110 40' };
    const chance = this.#random();
    const command: OpenCommand =
      chance < 0.6
        ? { ...base, signature, kind: 'repair', category: this.#oneOf(CATEGORIES), simple: chance < 0.1 }
        : { ...base, signature, kind: this.#oneOf(OTHERS) };
    const request = { caller: this.person('receptionist-sun'), now: this.now() };
    let opened: Sheet | undefined;
    const done = await openSheet(this.context, request, command, (sheet) => {
      opened = sheet;
      return REPLY();
    });
    if (done instanceof DomainError || opened === undefined) throw new Error('an intake was refused');
    this.sheets.push(opened.id);
    this.#goOn(opened);
  }

  /** Nobody is called at night; once a day keeps tries as far apart as they have to be. */
  #mayTry({ followUp }: Sheet): boolean {
    const now = this.now();
    const hour = localTime(now, TIME_ZONE).slice(-FROM_HOUR.length);
    const tried = followUp?.tries ?? [];
    const isFirstToday = tried.every((at) => localDay(at, TIME_ZONE) !== localDay(now, TIME_ZONE));
    return hour >= FROM_HOUR && hour < TO_HOUR && isFirstToday;
  }

  now = (): string => new Date(this.#cloud.clock.now()).toISOString();

  /** Mostly quick, sometimes slow, now and then forgotten for days. */
  #goOn(sheet: Sheet): void {
    const chance = this.#random();
    const slowest = sheet.kind === 'repair' ? 2 * DAY : 12 * DAY;
    const most = chance < 0.8 ? 9 : chance < 0.95 ? 120 : slowest;
    this.in(1 + Math.floor(this.#random() * most), () => this.#step(sheet.id, sheet));
  }

  async #step(id: string, sheet: Sheet): Promise<void> {
    const [who, command] = this.#next(sheet) ?? [];
    if (who === undefined || command === undefined) return;
    let signed: Sheet | undefined;
    const request = { caller: this.person(who), now: this.now() };
    const done = await signStep(this.context, request, id, command, (after) => {
      signed = after;
      return REPLY();
    });
    if (done instanceof DomainError || signed === undefined) {
      throw new Error(`${command.step} of ${id} by ${who} was refused: ${String(done)}`);
    }
    this.steps += 1;
    this.#goOn(signed);
  }

  /** What somebody does next with a sheet, or nothing where it is over. */
  #next(sheet: Sheet): readonly [who: string, command: Command] | undefined {
    const chance = this.#random();
    const [worker, colleague] =
      sheet.section === 'security' ? ['guard-chu', 'guard-chu'] : ['worker-wu', 'worker-zheng'];
    const supervisor =
      sheet.section === 'security' ? 'security-supervisor-lu' : 'engineering-supervisor-feng';
    switch (sheet.status) {
      case 'registered': {
        const section = this.#oneOf(SECTIONS);
        if (chance < 0.03 && !sheet.disputed)
          return [
            'receptionist-sun',
            { step: 'withdraw', reason: '不需要了', record: { at: this.now(), words: '不用来了' } },
          ];
        const who = sheet.disputed ? 'cs-manager-li' : 'receptionist-sun';
        return [who, { step: 'hand-over', section, opinion: '请处理' }];
      }
      case 'handed-over':
        return chance < 0.06 && !sheet.binding && !sheet.disputedBy.includes(sheet.section)
          ? [supervisor, { step: 'dispute', reason: '不归我们' }]
          : [worker, { step: 'accept' }];
      case 'accepted':
        if (chance < 0.1 && sheet.handler !== colleague) {
          return [supervisor, { step: 'assign', handler: colleague }];
        }
        if (sheet.kind === 'repair') return [sheet.handler, { step: 'arrive' }];
        return chance < 0.4 && !sheet.askerInformed
          ? [sheet.handler, { step: 'reply', message: '正在处理', by: 'phone' }]
          : [sheet.handler, { step: 'complete', outcome: '已处理' }];
      case 'on-site':
        return [sheet.handler, { step: 'complete', outcome: '已修好' }];
      case 'completed':
        return [supervisor, { step: 'return', opinion: '属实' }];
      case 'returned':
        if (chance < 0.08 && this.#mayTry(sheet)) {
          return ['receptionist-zhou', { step: 'follow-up', reached: false }];
        }
        return ['receptionist-zhou', { step: 'follow-up', reached: true, resolved: chance < 0.9 }];
      default:
        return undefined;
    }
  }
}
