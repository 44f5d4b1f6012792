import type { ApiClient, RequestHeaders, TestCloud } from './local-cloud.ts';

let keys = 0;

/** A header that makes a request safe to repeat, another one each time. */
export function newKey(): RequestHeaders {
  keys += 1;
  return { 'idempotency-key': `key-${process.pid}-${keys}` };
}

export const ZHAO = { id: 'resident-zhao', name: '赵敏', phone: '13800005678', address: '1栋2单元301' };
export const SIGNED = { signer: '赵敏', path: 'M 10 10 L 20 20 C 1,2 3,4 5,6' };

/** Bodies of `POST /sheets`, as the desk, a resident and a worker send them. */
export const INTAKES = {
  repair: {
    site: 'riverside',
    kind: 'repair',
    channel: 'walk-in',
    subject: '厨房水管漏水',
    category: 'water',
    resident: ZHAO,
    signature: SIGNED,
  },
  report: {
    site: 'riverside',
    kind: 'report',
    channel: 'walk-in',
    subject: '楼道灯不亮已经三天',
    resident: ZHAO,
    signature: SIGNED,
  },
  enquiry: { site: 'riverside', kind: 'enquiry', channel: 'online', subject: '物业费怎么交' },
  direct: {
    site: 'riverside',
    kind: 'repair',
    channel: 'direct',
    subject: '电梯按钮失灵',
    category: 'elevator',
    resident: ZHAO,
  },
  complaint: {
    site: 'riverside',
    kind: 'complaint',
    channel: 'walk-in',
    subject: '夜间施工噪声扰民',
    resident: ZHAO,
    signature: SIGNED,
    complaint: {
      occurredAt: '2026-11-22T14:00:00Z',
      place: '3栋楼下',
      cause: '夜间施工',
      course: '当晚十点至十二点持续施工，无人制止。',
      persons: ['施工人员两名'],
    },
  },
} as const;

/** What the tests read of a sheet. */
export interface SheetJson {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly section?: string;
  readonly handler?: string;
  readonly firstContact: string;
  readonly urgency?: string;
  readonly round: number;
  readonly version: number;
  readonly resident?: {
    readonly id?: string;
    readonly name: string;
    readonly phone: string;
    readonly address: string;
  };
  readonly followUp?: { readonly attempts: number; readonly outcome?: string };
  readonly opinions: readonly { readonly section: string; readonly text: string; readonly by: string }[];
  readonly signatures: readonly {
    readonly signer: string;
    readonly of: readonly string[];
    readonly entry: number;
  }[];
}

export interface SignedJson {
  readonly sheet: SheetJson;
  readonly entry: {
    readonly seq: number;
    readonly step: string;
    readonly hash: string;
    readonly actor: { readonly id: string };
  };
}

export interface LedgerJson {
  readonly entries: readonly { readonly seq: number; readonly step: string; readonly hash: string }[];
  readonly values?: Readonly<Record<string, Readonly<Record<string, { salt: string; value: unknown }>>>>;
  readonly intact: boolean;
  readonly head: string;
}

export interface ProblemJson {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface ListJson {
  readonly items: readonly (SheetJson & { readonly breached: boolean })[];
  readonly nextCursor?: string;
}

/** Opens a sheet and gives it; fails where it is refused. */
export async function opened(client: ApiClient, intake: object): Promise<SheetJson> {
  const reply = await client.post<SheetJson>('/sheets', intake, newKey());
  if (reply.status !== 201) throw new Error(`not opened: ${reply.text}`);
  return reply.json;
}

/** Signs steps in order, each by somebody; gives the sheet at the end and fails at the first that is refused. */
export async function signed(
  cloud: TestCloud,
  id: string,
  steps: readonly (readonly [person: string, body: object])[],
): Promise<SheetJson> {
  let sheet: SheetJson | undefined;
  for (const [person, body] of steps) {
    const reply = await cloud.as(person).post<SignedJson>(`/sheets/${id}/sign-offs`, body, newKey());
    if (reply.status !== 201) throw new Error(`${JSON.stringify(body)} by ${person}: ${reply.text}`);
    sheet = reply.json.sheet;
  }
  if (sheet === undefined) throw new Error('no steps');
  return sheet;
}

export const HAND_OVER = { step: 'hand-over', section: 'engineering', opinion: '请尽快处理' } as const;
export const RESOLVED = {
  step: 'follow-up',
  reached: true,
  resolved: true,
  satisfaction: 5,
  attitude: 4,
} as const;

/** Rated by whoever asked, it need not wait for a week before it is archived. */
export const RATED = ['resident-zhao', { step: 'rate', satisfaction: 5, attitude: 5 }] as const;
/** What the resident said of a withdrawal, as the desk writes it down. */
export const WORD_OF_WITHDRAWAL = {
  step: 'withdraw',
  reason: '不用了',
  record: { at: '2026-11-22T15:59:59Z', words: '不用来了，已经自己修好' },
} as const;

/** From the desk to the return by the worker. */
export const REPAIRED = [
  ['receptionist-sun', HAND_OVER],
  ['worker-wu', { step: 'accept' }],
  ['worker-wu', { step: 'arrive' }],
  ['worker-wu', { step: 'complete', outcome: '已更换水管' }],
  ['worker-wu', { step: 'return', opinion: '修好，试水正常' }],
] as const;
