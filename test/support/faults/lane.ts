/** One site with its people and its sheets, whose deliveries are disturbed apart from those of all other lanes. */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { type CaseCommandContext, openCaseFor, signCase } from '../../../shared/commands/cases.ts';
import type { LinkContext } from '../../../shared/commands/command.ts';
import { openSheet, signStep } from '../../../shared/commands/sheets.ts';
import type { AnyCaseCommand, CaseTerms } from '../../../shared/domain/cases/case.ts';
import { defined } from '../../../shared/domain/kernel/defined.ts';
import { DomainError } from '../../../shared/domain/kernel/errors.ts';
import type { Person } from '../../../shared/domain/model/directory.ts';
import type { Command, OpenCommand } from '../../../shared/domain/model/sheet.ts';
import {
  listedSiteKey,
  profileKey,
  SITES,
  sectionKey,
  siteKey,
  staffKey,
} from '../../../shared/store/table/keys.ts';
import type { Table } from '../../../shared/store/table/table.ts';
import type { AwsCall, Watch } from '../aws-calls.ts';
import { personOf, SECTIONS, SITE } from '../factories.ts';
import type { Worker } from '../injected-functions.ts';
import { tokenOf } from '../tokens.ts';

// biome-ignore format: a table reads best with one row a line
const PEOPLE = [
  ['receptionist-sun', 'receptionist', 'customer-service'],
  ['cs-manager-li', 'manager', 'customer-service'],
  ['worker-wu', 'worker', 'engineering'],
  ['engineering-supervisor-feng', 'supervisor', 'engineering'],
  ['engineering-manager-wang', 'manager', 'engineering'],
  ['director-wei', 'director', undefined],
  ['overseer-han', 'overseer', undefined],
  ['hr-yang', 'hr', undefined],
  ['resident-zhao', 'resident', undefined],
] as const;
export type Who = (typeof PEOPLE)[number][0];

/** Where the process of a worker dies: at its nth call in this lane, from 1. */
export interface Kill {
  readonly worker: Worker;
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** A letter that went out: to whom, and the keys of the notices that it was made of. */
export interface Sent {
  readonly person: string;
  readonly notices: readonly string[];
}

/** So that all of a case falls into the two hours that a lane lives. */
const SHORT: CaseTerms = {
  window: 'PT20M',
  reminder: 'PT5M',
  review: { 1: 'PT10M', 2: 'PT10M' },
  delivery: 'PT5M',
  raising: 'PT6M',
  lapse: 'PT40M',
  carryOut: 'PT10M',
};

const LANE = /^l\d{4}/;
const laneOfSheet = new Map<string, string>();

/** The lane that a sheet, or a person, belongs to. */
export const laneOf = (id: string): string | undefined => laneOfSheet.get(id) ?? LANE.exec(id)?.[0];

const REPLY = () => ({ statusCode: 201, headers: {}, body: '' });
const ECHOES = ['CreateScheduleCommand', 'StartExecutionCommand', 'SendMessageCommand'];

export class Lane {
  readonly id: string;
  readonly sheets: string[] = [];
  readonly cases: string[] = [];
  readonly sent: Sent[] = [];
  /** Names of the calls of each worker so far. */
  readonly calls: { readonly [W in Worker]: string[] };
  /** The call at which it was killed, once it was. */
  killedAt: string | undefined;
  readonly kill: Kill | undefined;
  readonly #isDeaf: boolean;
  readonly #context: LinkContext;
  readonly #people: ReadonlyMap<string, Person>;

  /** @param isDeaf whether what the outbox asks of the platform is lost, so that only reconcile is left */
  constructor(nth: number, context: Omit<LinkContext, 'newId' | 'tokenOf'>, kill?: Kill, isDeaf = false) {
    this.id = `l${String(nth).padStart(4, '0')}`;
    this.kill = kill;
    this.#isDeaf = isDeaf;
    this.calls = { outbox: [], breach: [], escalate: [], 'appeal-steps': [], mailer: [], reconcile: [] };
    this.#people = new Map(
      PEOPLE.map(([id, role, section]) => {
        const email = `${this.id}-${id}@lanes.example`;
        return [id, personOf(`${this.id}-${id}`, role, section, { site: this.id, email })];
      }),
    );
    const newId = (now: string) => {
      const id = ulid(Date.parse(now));
      laneOfSheet.set(id, this.id);
      return id;
    };
    this.#context = { ...context, newId, tokenOf };
  }

  /** The items of its site; they fit into one request. */
  async settle(table: Table): Promise<void> {
    const sections = SECTIONS.slice(0, 2).map((section) => ({
      ...sectionKey(this.id, section.id),
      ...section,
    }));
    const people = [...this.#people.values()].flatMap((person) =>
      [profileKey(person.id), ...(person.role === 'resident' ? [] : [staffKey(this.id, person.id)])].map(
        (key) => ({ ...key, ...person }),
      ),
    );
    const site = [listedSiteKey(this.id), { ...siteKey(this.id), ...SITE, id: this.id }];
    const requests = [...site, ...sections, ...people].map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: requests } }));
  }

  person(who: Who): Person {
    const found = this.#people.get(who);
    if (found === undefined) throw new Error(`nobody is ${who}`);
    return found;
  }

  /** The name that a person has in every lane. */
  nameless = (text: string): string => text.replaceAll(`${this.id}-`, '');

  async opens(who: Who, now: string, command: Omit<OpenCommand, 'site' | 'resident'>): Promise<void> {
    const { id, name } = this.person('resident-zhao');
    const resident = { id, name, phone: '13800005678', address: '1栋2单元301' };
    const request = { caller: this.person(who), now };
    // People have other names in every lane, and whoever asks signs with theirs.
    const signature = command.signature && { ...command.signature, signer: name };
    const asked = { ...command, ...defined({ signature }), site: this.id, resident };
    const done = await openSheet(this.#context, request, asked, (sheet) => {
      this.sheets.push(sheet.id);
      return REPLY();
    });
    if (done instanceof DomainError) throw new Error(`not opened: ${done.reason}`);
  }

  async signs(who: Who, now: string, nth: number, command: Command): Promise<void> {
    const request = { caller: this.person(who), now };
    const done = await signStep(this.#context, request, this.sheets[nth] ?? '', command, REPLY);
    if (done instanceof DomainError) throw new Error(`${command.step} in ${this.id}: ${done.reason}`);
  }

  /** Opens a case about worker-wu, with windows and targets of some minutes. */
  async opensCase(who: Who, now: string): Promise<void> {
    const request = { caller: this.person(who), now };
    const command = { about: this.person('worker-wu').id, rule: 'A1.3', allegation: '推诿' };
    const done = await openCaseFor(this.#caseHouse, request, command, ({ id }) => {
      this.cases.push(id);
      return REPLY();
    });
    if (done instanceof DomainError) throw new Error(`no case: ${done.reason}`);
  }

  async signsCase(who: Who, now: string, command: AnyCaseCommand): Promise<void> {
    const request = { caller: this.person(who), now };
    const { name: signer } = this.person('worker-wu');
    const sent =
      'signature' in command ? { ...command, signature: { ...command.signature, signer } } : command;
    const done = await signCase(this.#caseHouse, request, this.cases[0] ?? '', sent, REPLY);
    if (done instanceof DomainError) throw new Error(`${command.step} in ${this.id}: ${done.reason}`);
  }

  get #caseHouse(): CaseCommandContext {
    return { ...this.#context, terms: SHORT, promises: async () => [] };
  }

  /** Watches one invocation of a worker: counts, kills, loses, and keeps what is sent. */
  watching(worker: Worker): Watch {
    let claimed: readonly string[] = [];
    return {
      meets: (call) => {
        const nth = this.calls[worker].push(call.name);
        const { kill } = this;
        const isHere = kill?.worker === worker && kill.nth === nth;
        if (isHere) this.killedAt = call.name;
        const fate = isHere ? kill.when : undefined;
        claimed = claimIn(call) ?? claimed;
        if (call.name === 'SendEmailCommand' && fate !== 'before') {
          this.sent.push({ person: this.nameless(addressee(call)), notices: claimed });
        }
        if (fate === undefined && this.#isDeaf && worker === 'outbox' && ECHOES.includes(call.name)) {
          return 'lost';
        }
        return fate;
      },
      answers: ({ name, input }, output) =>
        worker === 'reconcile' && name === 'QueryCommand' && asksForSites(input)
          ? { ...output, Items: (output.Items as Item[]).filter(({ sk }) => textIn(sk) === this.id) }
          : output,
    };
  }
}

type Text = string | { readonly S: string };
type Item = Readonly<Record<string, Text | undefined>>;
/** A text as the table's client has it, before or after it is put into the table's own form. */
const textIn = (text: Text | undefined): string => (typeof text === 'object' ? text.S : String(text));

/** Reconcile goes over all sites; each lane is the only one of its own. */
const asksForSites = ({ ExpressionAttributeValues }: AwsCall['input']): boolean =>
  Object.values(ExpressionAttributeValues as Readonly<Record<string, Text>>).some(
    (value) => textIn(value) === SITES,
  );

/** The keys of the notices in the letter that a call claims. */
function claimIn({ name, input }: AwsCall): readonly string[] | undefined {
  const { letter } = (input.Item ?? {}) as Item;
  if (name !== 'PutItemCommand' || letter === undefined) return undefined;
  const { state, notices } = JSON.parse(textIn(letter)) as { state: string; notices: readonly string[] };
  return state === 'claimed' ? notices : undefined;
}

function addressee({ input }: AwsCall): string {
  const { ToAddresses } = input.Destination as { readonly ToAddresses: readonly string[] };
  return String(ToAddresses[0]).replace('@lanes.example', '');
}
