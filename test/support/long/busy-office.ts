/** What a busy site's office and sections do beside its sheets: cases from opening to archive, and awards, some of them withdrawn. */
import { grantAwardFor, withdrawAwardFor } from '../../../shared/commands/awards.ts';
import { type CaseCommandContext, openCaseFor, signCase } from '../../../shared/commands/cases.ts';
import type { CaseTerms } from '../../../shared/domain/cases/case.ts';
import { DEFAULT_TERMS } from '../../../shared/domain/cases/terms.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import { AWARD_KINDS, type Award, type Awarded } from '../../../shared/domain/model/award.ts';
import { readCase } from '../../../shared/store/cases/cases.ts';
import { nextDeed, openerOf, SUBJECTS } from '../domain/random-cases.ts';
import { randomFrom } from '../random.ts';
import type { BusySite } from './busy-site.ts';

const HOUR = 60;
const REPLY = () => ({ statusCode: 201, headers: {}, body: '' });

interface Pace {
  readonly terms: CaseTerms;
  /** At most so many hours pass before the next step of a case. */
  readonly slowest: number;
}

export class BusyOffice {
  readonly cases: string[] = [];
  readonly awards: string[] = [];
  readonly #site: BusySite;
  readonly #context: CaseCommandContext;
  readonly #slowest: number;
  readonly #random: () => number;

  constructor(
    site: BusySite,
    seed: number,
    { terms, slowest }: Pace = { terms: DEFAULT_TERMS, slowest: 200 },
  ) {
    this.#site = site;
    this.#context = { ...site.context, terms, promises: async () => [] };
    this.#slowest = slowest;
    this.#random = randomFrom(seed);
  }

  /** Has so many cases opened and awards granted in the course of the next day. */
  plan(cases: number, awards: number): void {
    const some = () => Math.floor(this.#random() * 24 * HOUR);
    for (let nth = 0; nth < cases; nth += 1) this.#site.in(some(), () => this.#open());
    for (let nth = 0; nth < awards; nth += 1) this.#site.in(some(), () => this.#grant());
  }

  #oneOf<T>(of: readonly T[]): T {
    return of[Math.floor(this.#random() * of.length)] as T;
  }

  #request(who: string) {
    return { caller: this.#site.person(who), now: this.#site.now() };
  }

  async #open(): Promise<void> {
    const about = this.#oneOf(SUBJECTS);
    const command = { about, rule: 'A1.3', allegation: '推诿扯皮' };
    let id: string | undefined;
    const request = this.#request(openerOf(about));
    const done = await openCaseFor(this.#context, request, command, (state) => {
      id = state.id;
      return REPLY();
    });
    if (done instanceof DomainError || id === undefined)
      throw new Error(`a case was refused: ${String(done)}`);
    this.cases.push(id);
    this.#goOn(id);
  }

  #goOn(id: string): void {
    this.#site.in(1 + Math.floor(this.#random() * this.#slowest * HOUR), () => this.#step(id));
  }

  async #step(id: string): Promise<void> {
    const state = (await readCase(this.#site.table, id))?.case;
    if (state === undefined || state.status === 'archived' || state.status === 'dismissed') return;
    const nameOf = (person: string) => this.#site.person(person).name;
    const [who, command] = nextDeed(state, this.#random, this.#site.now(), nameOf) ?? [];
    if (who !== undefined && command !== undefined) {
      const done = await signCase(this.#context, this.#request(who), id, command, REPLY);
      if (done instanceof DomainError) throw new Error(`${command.step} of ${id} by ${who}: ${done.reason}`);
    }
    this.#goOn(id);
  }

  async #grant(): Promise<void> {
    const about: Awarded = this.#random() < 0.2 ? { section: 'security' } : { person: this.#oneOf(SUBJECTS) };
    const by = openerOf(about.person ?? '');
    let award: Award | undefined;
    const grant = { about, kind: this.#oneOf(AWARD_KINDS), reason: '加班抢修' };
    const done = await grantAwardFor(this.#context, this.#request(by), grant, (given) => {
      award = given;
      return REPLY();
    });
    if (done instanceof DomainError || award === undefined)
      throw new Error(`an award was refused: ${String(done)}`);
    const { id } = award;
    this.awards.push(id);
    if (this.#random() > 0.35) return;
    this.#site.in(1 + Math.floor(this.#random() * this.#slowest * HOUR), async () => {
      const back = await withdrawAwardFor(this.#context, this.#request(by), id, '查实有误', REPLY);
      if (back instanceof DomainError) throw new Error(`a withdrawal was refused: ${back.reason}`);
    });
  }
}
