/** What the functions write into their logs: enough to find a request again, and nothing about anybody. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { HAND_OVER, INTAKES, newKey, opened, REPAIRED, RESOLVED, signed, ZHAO } from '../support/intakes.ts';
import { startTestCloud } from '../support/local-cloud.ts';

const lineForm = z.looseObject({ service: z.string().optional(), message: z.string().optional() });
type Line = z.infer<typeof lineForm>;

const lines: Line[] = [];
let written = '';
let sheet = '';
let people: readonly { readonly name: string; readonly email?: string }[] = [];

/** What was said and drawn in the life below. */
const SAID = [
  INTAKES.repair.subject,
  INTAKES.complaint.subject,
  HAND_OVER.opinion,
  '已更换水管',
  '施工人员',
  'M 10 10',
];

beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
  vi.stubEnv('METRICS_NAMESPACE', 'Shoujie/test');
  const own = process.stdout.write.bind(process.stdout);
  const listening = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    const text = String(chunk);
    if (!text.startsWith('{')) return own(chunk, ...(rest as []));
    written += text;
    return true;
  });
  const cloud = await startTestCloud();
  const desk = cloud.as('receptionist-sun');
  try {
    sheet = (await opened(desk, INTAKES.repair)).id;
    await signed(cloud, sheet, REPAIRED.slice(0, 2));
    await cloud.clock.advance('PT90M');
    await signed(cloud, sheet, [...REPAIRED.slice(2), ['receptionist-zhou', RESOLVED]]);
    await opened(desk, INTAKES.complaint);
    await desk.post(`/sheets/${sheet}/sign-offs`, { step: 'assign', handler: 'worker-wu' }, newKey());
    await desk.post('/sheets', { ...INTAKES.repair, resident: { ...ZHAO, phone: 'x'.repeat(99) } }, newKey());
    await desk.get(`/sheets/${ZHAO.phone}`);
    people = (await desk.get<{ people: typeof people }>('/organisation?site=riverside')).json.people;
    await cloud.settle();
  } finally {
    await cloud.stop();
    listening.mockRestore();
    vi.unstubAllEnvs();
  }
  for (const line of written.split('\n').filter(Boolean)) lines.push(lineForm.parse(JSON.parse(line)));
});

const saying = (message: string) => lines.filter((line) => line.message === message);

describe('the logs of a life', () => {
  it('name each request with its id, its route, its sheet and its step', () => {
    const steps = saying('answered').filter((line) => line.sheet === sheet);
    expect(steps.map(({ step }) => step).slice(0, 3)).toEqual([undefined, 'hand-over', 'accept']);
    for (const line of steps) {
      expect(line).toMatchObject({ requestId: expect.stringMatching(/.{8,}/), route: expect.any(String) });
    }
    expect(saying('refused')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sheet, code: 'forbidden' }),
        expect.objectContaining({ route: 'POST /sheets', code: 'validation-failed' }),
      ]),
    );
  });

  it('name what the workers did with it, each under its own request', () => {
    expect(saying('a timer rang')).toContainEqual(
      expect.objectContaining({ sheet, step: 'breach', clock: 'arrival-1-1' }),
    );
    expect(saying('a level is asked for')).toContainEqual(expect.objectContaining({ sheet, to: 2 }));
    expect(
      saying('effects made')
        .filter((line) => line.sheet === sheet)
        .flatMap(({ steps }) => steps),
    ).toContain('open');
    for (const line of [...saying('a timer rang'), ...saying('effects made')]) {
      expect(line.requestId).toEqual(expect.stringMatching(/.{8,}/));
    }
  });

  it('count the broken promise by site, section and clock', () => {
    expect(lines).toContainEqual(
      expect.objectContaining({ site: 'riverside', section: 'engineering', clock: 'arrival', Breaches: 1 }),
    );
  });

  it('have nobody in them: no name, phone, address or mail address, and not a word that somebody wrote', () => {
    const names = people.flatMap(({ name, email }) => [name, email ?? name]);
    expect(names.length).toBeGreaterThan(30);
    const private_ = [...names, ZHAO.name, ZHAO.phone, ZHAO.address, ...SAID, '@'];
    expect(private_.filter((word) => written.includes(word))).toEqual([]);
  });
});

afterAll(() => vi.restoreAllMocks());
