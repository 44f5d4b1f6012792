import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { DynamoDBRecord } from 'aws-lambda';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './aws-environment.ts';

export interface RecordsPage {
  readonly records: readonly DynamoDBRecord[];
  /** Where the next page begins; none when the shard is at its end. */
  readonly next?: string;
}

export type GetRecords = (iterator: string, limit: number, streamArn: string) => Promise<RecordsPage>;

interface WireAnswer {
  readonly Records?: readonly DynamoDBRecord[];
  readonly NextShardIterator?: string;
  readonly __type?: string;
  readonly message?: string;
}

const MEDIA_TYPE = 'application/x-amz-json-1.0';
const DAY_CHARACTERS = 8;

/** The form of a signature; no local engine looks at more than that. */
function authorization(date: string): string {
  const scope = `${date.slice(0, DAY_CHARACTERS)}/${LOCAL_REGION}/dynamodb/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${LOCAL_CREDENTIALS.accessKeyId}/${scope}, SignedHeaders=host;x-amz-date, Signature=0`;
}

/**
 * Reads records off an engine without the SDK. On the wire they have the very form in which Lambda hands them to a
 * function, binary values in base64; the SDK would take each apart, only for us to put it together again.
 */
export function recordsFrom(endpoint: string): { readonly getRecords: GetRecords; close(): void } {
  const agent = new Agent({ keepAlive: true });
  const ask = (body: string) =>
    new Promise<{ status: number; body: string }>((done, failed) => {
      const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
      const headers = {
        'content-type': MEDIA_TYPE,
        'content-length': Buffer.byteLength(body),
        'x-amz-date': date,
        'x-amz-target': 'DynamoDBStreams_20120810.GetRecords',
        authorization: authorization(date),
      };
      request(endpoint, { method: 'POST', agent, headers }, (response) => {
        text(response).then((answer) => done({ status: response.statusCode ?? 0, body: answer }), failed);
      })
        .on('error', failed)
        .end(body);
    });
  return {
    async getRecords(ShardIterator, Limit, streamArn) {
      const { status, body } = await ask(JSON.stringify({ ShardIterator, Limit }));
      const { Records = [], NextShardIterator, __type, message }: WireAnswer = JSON.parse(body);
      if (status !== 200) {
        const name = __type?.slice(__type.indexOf('#') + 1) ?? 'Error';
        throw Object.assign(new Error(message ?? `the stream was answered ${status}`), { name });
      }
      const records = Records.map((record) => ({ ...record, eventSourceARN: streamArn }));
      return { records, ...(NextShardIterator === undefined ? {} : { next: NextShardIterator }) };
    },
    close: () => agent.destroy(),
  };
}
