/** How many a second may look at the notice board, without a token. */
import { httpClients } from './http-clients.ts';
import type { Measurement } from './measurement.ts';
import { type ApiRequest, SITE } from './requests.ts';
import { cells } from './rows.ts';
import { percentile, rate, together } from './timing.ts';

const CLIENTS = 8;
const WARM_UP = 400;
const COUNT = 6_000;
const MEDIAN = 0.5;
const TAIL = 0.99;

/** Each section with a manager promises something, so that the page has something to show. */
const MANAGERS = {
  'customer-service': 'cs-manager-li',
  engineering: 'engineering-manager-wang',
  security: 'security-manager-chen',
  cleaning: 'cleaning-manager-kong',
};
const PROMISES = 8;

const plan = () => ({
  promises: Array.from({ length: PROMISES }, (_, nth) => ({
    id: `promise-${nth}`,
    clause: 'B5.2.1b',
    zh: `第 ${nth} 项：报修接单后十分钟内到场，水、暖、气随到随修，不推诿、不拖延。`,
    en: `No. ${nth}: on site within ten minutes; water, heating and gas at once, without passing the buck.`,
  })),
  targets: {
    'repair.urgent.arrival': 'PT10M',
    'repair.ordinary.arrival': 'PT45M',
    'complaint.handling': 'P3D',
  },
  effectiveFrom: new Date(Date.now() + 60_000).toISOString(),
});

const requestOf = (accept: string): ApiRequest => ({
  method: 'GET',
  path: '/commitments',
  query: { site: SITE },
  routeKey: 'GET /commitments',
  headers: { accept },
});

/** Figures `public.page.rate` and `public.json.rate` in requests a second. */
export const publicPage: Measurement = {
  name: 'public',
  async run(world) {
    const cloud = await world.cloud();
    for (const [section, manager] of Object.entries(MANAGERS)) {
      const path = `${cloud.url}/sites/${SITE}/sections/${section}/commitments`;
      const headers = { 'content-type': 'application/json' };
      const as = async (person: string) => ({
        ...headers,
        authorization: `Bearer ${await cloud.tokenFor(person)}`,
      });
      await fetch(path, { method: 'PUT', headers: await as(manager), body: JSON.stringify(plan()) });
      const published = await fetch(`${path}/publish`, { method: 'POST', headers: await as('director-wei') });
      if (published.status !== 201) throw new Error(`not published: ${await published.text()}`);
    }
    const http = httpClients(cloud.url, await cloud.tokenFor('director-wei'), CLIENTS);
    const figures: Record<string, number> = {};
    world.say(`the public page over HTTP, ${CLIENTS} clients`);
    world.say(cells(['', 'requests/s', 'p50 ms', 'p99 ms', 'bytes']));
    for (const [name, accept] of [
      ['page', 'text/html'],
      ['json', 'application/json'],
    ] as const) {
      const request = requestOf(accept);
      const { body } = await http.call(request);
      await together(CLIENTS, 0, world.count(WARM_UP), () => http.call(request));
      const load = await together(CLIENTS, 0, world.count(COUNT), () => http.call(request));
      const [p50, p99] = [percentile(load.samples, MEDIAN), percentile(load.samples, TAIL)];
      world.say(
        cells([name, rate(load).toFixed(0), p50.toFixed(2), p99.toFixed(2), String(Buffer.byteLength(body))]),
      );
      figures[`public.${name}.rate`] = rate(load);
    }
    http.close();
    return figures;
  },
};
