/** Changes of the directory as tests make them: on the version that is there, and confirmed where it takes four eyes. */
import type { Json, Reply, RequestHeaders, TestCloud } from './local-cloud.ts';

/** Who reads and confirms for the demo organisation, in the order in which they are asked. */
const OTHERS = ['overseer-han', 'director-wei', 'administrator-shen', 'deputy-director-jiang', 'hr-yang'];

type Cloud = Pick<TestCloud, 'as'>;

/** `If-Match` with the version of somebody as the overseer reads it; nothing where nobody is there. */
export async function versionOf(cloud: Cloud, id: string, reader = 'overseer-han'): Promise<RequestHeaders> {
  const etag = (await cloud.as(reader).get(`/people/${id}`)).headers.get('etag');
  return etag === null ? {} : { 'if-match': etag };
}

/** Somebody asks for a change of a person, on the version that is there; `rest` is `/leave` or nothing. */
export async function asked<T = Json>(
  cloud: Cloud,
  who: string,
  id: string,
  body: object,
  rest = '',
): Promise<Reply<T>> {
  return cloud.as(who).request<T>('PUT', `/people/${id}${rest}`, body, await versionOf(cloud, id));
}

/** The same, and whoever may confirms it where it waits. @throws where it waits and nobody may */
export async function changed<T = Json>(
  cloud: Cloud,
  who: string,
  id: string,
  body: object,
  rest = '',
): Promise<Reply<T>> {
  const reply = await asked<T>(cloud, who, id, body, rest);
  return reply.status === 202 ? confirmed<T>(cloud, reply) : reply;
}

/** Has what waits confirmed by whoever may. */
export async function confirmed<T = Json>(cloud: Cloud, waits: Reply<unknown>): Promise<Reply<T>> {
  const { change } = waits.json as { readonly change: { readonly id: string; readonly subject: string } };
  for (const other of OTHERS) {
    const path = `/people/${change.subject}/changes/${change.id}/confirm`;
    const reply = await cloud.as(other).post<T>(path);
    if (reply.status === 200) return reply;
  }
  throw new Error(`nobody confirms ${JSON.stringify(change)}`);
}
