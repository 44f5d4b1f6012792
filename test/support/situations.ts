/**
 * The vocabulary of the situations of a month: a site whose hours pass, what is asked there, who signs what,
 * who owes which promise now, who was told and who is charged. All of it over HTTP.
 */
import { changed } from './directory.ts';
import { newKey, type ProblemJson, SIGNED, ZHAO } from './intakes.ts';
import { type Json, startTestCloud, type TestCloud } from './local-cloud.ts';

interface ClockJson {
  readonly id: string;
  readonly name: string;
  readonly round: number;
  readonly state: string;
  readonly dueAt: string;
  readonly owes: { readonly person?: string; readonly section?: string };
}

export interface MatterJson extends Json {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly firstContact: string;
  readonly handler?: string;
  readonly section?: string;
  readonly clocks: readonly ClockJson[];
}

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface Figures {
  readonly [figure: string]: {
    readonly numerator: number;
    readonly denominator: number;
    readonly sheets?: readonly { readonly number?: string; readonly counts: string }[];
  };
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
/** The site's zone is eight hours before UTC all the year. */
const ZONE_MS = 8 * HOUR_MS;
const AT_SITE = '@riverside.example';
const PROMISE = /^onTime\./;

/** The instant of a local day and time at the site: `2026-10-01 09:00`. */
export const local = (when: string): string => new Date(`${when.replace(' ', 'T')}:00+08:00`).toISOString();

/** One thing that somebody asked for, as it lies before everybody. */
export class Matter {
  private readonly site: Site;
  readonly id: string;
  readonly number: string;
  private lettersRead = 0;

  constructor(site: Site, { id, number }: MatterJson) {
    this.site = site;
    this.id = id;
    this.number = number;
  }

  /** The sheet as the first of those reads it who may: above all the office. */
  async now(reader?: string): Promise<MatterJson> {
    const readers = reader === undefined ? ['director-wei', 'overseer-han', 'cs-manager-li'] : [reader];
    for (const who of readers) {
      const { status, json } = await this.site.as(who).get<MatterJson>(`/sheets/${this.id}`);
      if (status === 200) return json;
    }
    throw new Error(`${this.number} is not there for ${readers}`);
  }

  /** Somebody signs a step; it is an error where that is refused. */
  async signs(who: string, step: string, more: object = {}): Promise<MatterJson> {
    const { status, json, text } = await this.post<{ readonly sheet: MatterJson }>(who, step, more);
    if (status !== 201) throw new Error(`${who} may not ${step} ${JSON.stringify(more)}: ${text}`);
    return json.sheet;
  }

  /** How the step is refused to somebody: `409`, or of bad input `400 /by`. */
  async refuses(who: string, step: string, more: object = {}): Promise<string> {
    const { status, json } = await this.post<ProblemJson>(who, step, more);
    const pointer = json.errors?.[0]?.pointer;
    return pointer === undefined ? `${status}` : `${status} ${pointer}`;
  }

  /** Who owes a promise now, a person or a section; undefined where it does not run. */
  async owes(name: string): Promise<string | undefined> {
    const clock = (await this.running()).find((each) => each.name === name);
    return clock && (clock.owes.person ?? `${clock.owes.section}`);
  }

  /** Until when a running promise is to be kept. */
  async due(name: string): Promise<string | undefined> {
    return (await this.running()).find((each) => each.name === name)?.dueAt;
  }

  /** The state of the newest clock of that name. */
  async state(name: string): Promise<string | undefined> {
    return (await this.now()).clocks.findLast((each) => each.name === name)?.state;
  }

  /** Who had a letter about it by the next whole minute since this was last asked, by id. */
  async told(): Promise<readonly string[]> {
    await this.site.after('PT1M');
    return this.toldAlready();
  }

  /** Who had a letter about it already, without waiting for the minute to be over. */
  async toldAlready(): Promise<readonly string[]> {
    const letters = await this.site.letters();
    const about = letters.slice(this.lettersRead).filter(({ text }) => text.includes(this.number));
    this.lettersRead = letters.length;
    return [...new Set(about.map(({ to }) => to.replace(AT_SITE, '')))].toSorted();
  }

  /** The newest letter about it that somebody had. */
  async letterTo(who: string): Promise<string> {
    const letters = await this.site.letters();
    const found = letters.findLast(({ to, text }) => to === `${who}${AT_SITE}` && text.includes(this.number));
    return found?.text ?? '';
  }

  /** Who is charged with which promise as broken, and whom a case is proposed about. */
  async charges(): Promise<readonly string[]> {
    const { clocks } = await this.now();
    const late = clocks
      .filter(({ state }) => state === 'late' || state === 'breached')
      .map(({ name, owes }) => `${owes.person ?? owes.section} ${name}`);
    return [...late, ...(await this.site.proposedOf(this.id))];
  }

  private async running(): Promise<readonly ClockJson[]> {
    return (await this.now()).clocks.filter(({ state }) => state === 'running' || state === 'breached');
  }

  private post<T>(who: string, step: string, more: object) {
    return this.site.as(who).post<T>(`/sheets/${this.id}/sign-offs`, { step, ...more }, newKey());
  }
}

/** The demo site from a local time on. */
export class Site {
  private readonly cloud: TestCloud;
  private readonly subjects = new Map<string, string>();

  private constructor(cloud: TestCloud) {
    this.cloud = cloud;
  }

  static async from(when: string): Promise<Site> {
    return new Site(await startTestCloud({ now: local(when) }));
  }

  stop(): Promise<void> {
    return this.cloud.stop();
  }

  as(who: string) {
    return this.cloud.as(who);
  }

  /** The present instant, or one so many hours from now. */
  now(hours = 0): string {
    return new Date(this.cloud.clock.now() + hours * HOUR_MS).toISOString();
  }

  /** What was done so far has had its effects, and no time has passed. */
  settles(): Promise<void> {
    return this.cloud.settle();
  }

  /** Time passes: an ISO 8601 duration. */
  async after(duration: string): Promise<void> {
    await this.cloud.settle();
    const { status, text } = await this.cloud.anonymous.post('/_local/clock', { advance: duration });
    if (status !== 200) throw new Error(text);
  }

  /** Time passes until the clock on the wall next shows that day and time: `Sunday 03:00`, or `03:00`. */
  async at(when: string): Promise<void> {
    const [time = '', day] = when.split(' ').toReversed();
    const wall = this.cloud.clock.now() + ZONE_MS;
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    let next = wall - (wall % DAY_MS) + hours * HOUR_MS + minutes * 60_000;
    while (next <= wall || (day !== undefined && DAYS[new Date(next).getUTCDay()] !== day)) next += DAY_MS;
    await this.after(`PT${(next - wall) / 1000}S`);
  }

  /** Somebody at the desk, or the asker, sends an intake; gives the answer as it is. */
  asks(who: string, intake: object) {
    return this.as(who).post<MatterJson & ProblemJson>('/sheets', { site: 'riverside', ...intake }, newKey());
  }

  /** A request as it is taken down: by whom, of which kind, by which channel, and what it is about. */
  async opens(
    who: string,
    kind: string,
    channel: string,
    subject: string,
    more: object = {},
  ): Promise<Matter> {
    const taken = channel === 'online' || channel === 'staff' ? {} : { resident: ZHAO };
    const proof = {
      'walk-in': { signature: SIGNED },
      phone: { record: { at: this.now(), words: subject } },
      letter: { record: { at: this.now(), words: subject } },
    }[channel];
    const body = { kind, channel, subject, ...taken, ...proof, ...more };
    const { status, json, text } = await this.asks(who, body);
    if (status !== 201) throw new Error(`${subject}: ${text}`);
    this.subjects.set(json.number, subject);
    return new Matter(this, json);
  }

  /** A complaint, against somebody where that is said. */
  complaint(
    who: string,
    channel: string,
    subject: string,
    against?: object,
    more: object = {},
    files: readonly string[] = [],
  ): Promise<Matter> {
    const complaint = {
      ...{ occurredAt: this.now(-1), place: '3栋楼下', cause: subject, course: subject, persons: [] },
      ...(against === undefined ? {} : { against }),
      ...more,
    };
    return this.opens(who, 'complaint', channel, subject, { complaint, files });
  }

  /** Somebody goes on leave from now on for so many hours, perhaps with somebody in their place. */
  async away(who: string, hours: number, standIn?: string): Promise<void> {
    const body = { from: this.now(), to: this.now(hours), ...(standIn === undefined ? {} : { standIn }) };
    await this.putLeave(who, body);
  }

  /** Somebody is back from leave. */
  back(who: string): Promise<void> {
    return this.putLeave(who, {});
  }

  private async putLeave(who: string, body: object): Promise<void> {
    const first = await changed(this, 'administrator-shen', who, body, '/leave');
    const { status, text } =
      first.status === 403 ? await changed(this, 'director-wei', who, body, '/leave') : first;
    if (status !== 200) throw new Error(`leave of ${who}: ${text}`);
  }

  /** The shifts of a section: who, from and until how many hours from now. */
  shifts(lead: string, section: string, ...shifts: readonly (readonly [number, number, ...string[]])[]) {
    const body = shifts.map(([from, to, ...people]) => ({ from: this.now(from), to: this.now(to), people }));
    return this.put(lead, `/sites/riverside/sections/${section}/duty`, { shifts: body });
  }

  /** Somebody of the directory as an administrator changes them; gives the status and the sheets in the way. */
  async changes(who: string, more: object): Promise<string> {
    const { json } = await this.as('director-wei').get<Json>(`/people/${who}`);
    const { id: _id, version: _version, ...person } = json;
    const { status } = await changed(this, 'director-wei', who, { ...person, ...more });
    return `${status}`;
  }

  /** Writes to the directory. */
  async put(who: string, path: string, body: object): Promise<void> {
    const { status, text } = await this.as(who).request('PUT', path, body);
    if (status !== 200 && status !== 201) throw new Error(`PUT ${path} by ${who}: ${text}`);
  }

  async letters(): Promise<readonly Letter[]> {
    return (await this.cloud.anonymous.get<{ items: readonly Letter[] }>('/_local/mail')).json.items;
  }

  /** About whom cases of a sheet are proposed, to the director or the overseer. */
  async proposedOf(sheet: string): Promise<readonly string[]> {
    const found = await this.proposed();
    return found.filter((each) => each.sheet === sheet).map(({ about }) => `case about ${about}`);
  }

  /** What a month holds against anybody, over all that was asked: who, which promise, of which number. */
  async heldAgainst(month: string): Promise<readonly string[]> {
    await this.settles();
    const held = new Set<string>();
    for (const reader of ['director-wei', 'overseer-han']) {
      const path = (rest: string) => `/assessments/${month}${rest}?site=riverside`;
      const all = await this.as(reader).get<{ people: readonly { id: string }[] }>(path(''));
      for (const { id } of all.json.people) {
        const { json } = await this.as(reader).get<{ figures: Figures }>(path(`/people/${id}`));
        for (const [figure, { sheets = [] }] of Object.entries(json.figures)) {
          if (!PROMISE.test(figure)) continue;
          for (const { number, counts } of sheets) {
            if (counts === 'no') held.add(`${id} ${figure} ${this.subjects.get(`${number}`)}`);
          }
        }
      }
    }
    return [...held].toSorted();
  }

  /** One figure of somebody's month. */
  async figure(month: string, who: string, figure: string): Promise<object | undefined> {
    await this.settles();
    const path = `/assessments/${month}/people/${who}?site=riverside`;
    return (await this.as('director-wei').get<{ figures: Figures }>(path)).json.figures[figure];
  }

  private async proposed() {
    type Case = { readonly id: string; readonly sheet: string; readonly about: string };
    type Me = { readonly proposedCases: readonly Case[] };
    const of = async (who: string) => (await this.as(who).get<Me>('/me')).json.proposedCases;
    const toDirector = await of('director-wei');
    const toOverseer = await of('overseer-han');
    return [...toDirector, ...toOverseer.filter(({ id }) => !toDirector.some((each) => each.id === id))];
  }
}
