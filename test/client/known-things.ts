/** What a fuzzer cannot guess: ids of things that are there. */
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { HAND_OVER, INTAKES, newKey, opened } from '../support/intakes.ts';
import { apiClient } from '../support/local-cloud.ts';

/** Values of path parameters, by the beginning of the paths that take them; the longest that fits counts. */
export type Known = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Opens some sheets and announces a file; gives the ids of these and of what the demo organisation has. */
export async function knownThings(cloud: LocalCloud): Promise<Known> {
  const desk = apiClient(cloud.url, () => cloud.tokenFor('receptionist-sun'));
  const online = apiClient(cloud.url, () => cloud.tokenFor('resident-zhao'));
  const registered = await opened(desk, INTAKES.repair);
  const handedOver = await opened(desk, INTAKES.repair);
  await desk.post(`/sheets/${handedOver.id}/sign-offs`, HAND_OVER, newKey());
  const complaint = await opened(desk, INTAKES.complaint);
  const enquiry = await opened(online, INTAKES.enquiry);
  const file = { name: '照片.jpg', type: 'image/jpeg', size: 120_000, sha256: 'a'.repeat(64) };
  const link = await desk.post<{ readonly url: string }>(`/sheets/${registered.id}/links`, {}, newKey());
  const announced = await desk.post<{ readonly id: string }>('/files', file, newKey());
  const leader = apiClient(cloud.url, () => cloud.tokenFor('engineering-manager-wang'));
  const allegation = { about: 'worker-wu', rule: 'A1.3', allegation: '接报后未到场。' };
  const opening = await leader.post<{ readonly id: string }>('/cases', allegation, newKey());
  const award = { about: { person: 'worker-wu' }, kind: 'bonus', reason: '随叫随到。' };
  const director = apiClient(cloud.url, () => cloud.tokenFor('director-wei'));
  const granted = await director.post<{ readonly id: string }>('/awards', award, newKey());
  return {
    '/awards/': { id: [granted.json.id] },
    '/cases/': { id: [opening.json.id], level: ['1'] },
    '/sheets/': { id: [registered, handedOver, complaint, enquiry].map(({ id }) => id) },
    '/r/': { token: [new URL(link.json.url).pathname.slice('/r/'.length)] },
    '/files/': { id: [announced.json.id] },
    '/assessments/{month}/sections/': {
      ...{ month: [new Date(cloud.clock.now()).toISOString().slice(0, 7)], id: ['engineering'] },
    },
    '/company/': { month: [new Date(cloud.clock.now()).toISOString().slice(0, 7)] },
    '/assessments/': { month: [new Date(cloud.clock.now()).toISOString().slice(0, 7)], id: ['worker-wu'] },
    '/people/': { id: ['guard-chu', 'worker-zheng'] },
    '/sites/': { id: ['riverside'] },
    '/sites/{site}/sections/': { site: ['riverside'], id: ['engineering', 'cleaning'] },
  };
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  examples?: Record<string, { readonly value: string }>;
}
type Operations = Record<string, { parameters?: readonly Parameter[] }>;
interface Described {
  readonly paths?: object;
  readonly components?: { readonly parameters?: object };
}

/** Writes them into a description, as examples of its paths' parameters; one that paths share becomes each path's own. */
export function naming<D extends Described>(description: D, known: Known): D {
  const shared = new Map<string, Parameter>(Object.entries(description.components?.parameters ?? {}));
  const own = (parameter: Parameter): Parameter => {
    const name = parameter.$ref?.slice(parameter.$ref.lastIndexOf('/') + 1);
    return { ...(shared.get(name ?? '') ?? parameter) };
  };
  for (const [path, operations] of Object.entries(description.paths ?? {}) as [string, Operations][]) {
    const [beginning] = Object.keys(known)
      .filter((each) => path.startsWith(each))
      .toSorted((a, b) => b.length - a.length);
    const values = known[beginning ?? ''];
    for (const operation of Object.values(operations)) {
      if (operation.parameters !== undefined) operation.parameters = operation.parameters.map(own);
    }
    const parameters = Object.values(operations).flatMap((operation) => operation.parameters ?? []);
    for (const parameter of parameters) {
      const found = parameter.in === 'path' ? values?.[parameter.name] : undefined;
      if (found === undefined) continue;
      parameter.examples = Object.fromEntries(found.map((value, nth) => [`known-${nth}`, { value }]));
    }
  }
  return description;
}
