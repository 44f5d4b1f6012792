/**
 * Where the lines about who looked are kept: a log group of their own, or on the local cloud a file. The line is kept
 * before the answer goes out, because a function may be stopped after it
 * (docs/decisions/0055-who-looked-is-written-before-the-answer.md).
 */
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fromEnvironment } from '../../shared/runtime/env.ts';
import { lean } from '../../shared/runtime/lean-client.ts';

/** Who asked for what, when, and how that ended. Ids, numbers and plain words alone. */
export interface AccessLine {
  /** An instant, as the gateway took the request. */
  readonly at: string;
  readonly requestId: string;
  readonly reader: string;
  /** The route's template. */
  readonly route: string;
  readonly sheet?: string;
  readonly case?: string;
  readonly number?: string;
  /** What was asked of a list; values that may be personal are left out. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly rows?: number;
  /** The status of the answer. */
  readonly outcome: number;
  /** Of a refusal: its code. */
  readonly code?: string;
}

/** Keeps a line; never fails. */
export type KeepLine = (line: AccessLine) => Promise<void>;

const OWN_FILE = 0o600;
/** Nobody waits longer for a line than for what they read. */
const PATIENCE_MS = 2_000;
const TRIES = 2;

/** Where lines go that cannot be kept where they belong: into the function's own log, so that none is lost. */
const intoOwnLog = (service: string, line: AccessLine, error: unknown): void =>
  void process.stdout.write(
    `${JSON.stringify({ level: 'ERROR', message: 'an access line was not kept', service, error: Object(error).name, line })}\n`,
  );

/** Keeps lines where `ACCESS_LOG` says: in the log group of that name, or in a file where it is a `file:` URL. */
export function openAccessLog(service: string): KeepLine {
  const place = fromEnvironment('ACCESS_LOG');
  const write = place.startsWith('file:') ? intoFile(fileURLToPath(place)) : intoGroup(place, service);
  return async (line) => {
    try {
      await write(line);
    } catch (error) {
      intoOwnLog(service, line, error);
    }
  };
}

const intoFile = (file: string): KeepLine => {
  return (line) => appendFile(file, `${JSON.stringify(line)}\n`, { mode: OWN_FILE });
};

/** The SDK is loaded, and the process's stream made, by the first line. */
function intoGroup(logGroupName: string, service: string): KeepLine {
  const open = async () => {
    const { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } = await import(
      '@aws-sdk/client-cloudwatch-logs'
    );
    const client = new CloudWatchLogsClient({
      ...lean(),
      maxAttempts: TRIES,
      requestHandler: { requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true },
    });
    const logStreamName = `${service}/${randomUUID()}`;
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    return async (line: AccessLine) => {
      const logEvents = [{ timestamp: Date.parse(line.at), message: JSON.stringify(line) }];
      await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    };
  };
  let opened: Promise<KeepLine> | undefined;
  return async (line) => {
    opened ??= open();
    // A stream that could not be made is tried anew by the next line.
    const write = await opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    await write(line);
  };
}
