/** Examples for the API description: requests and answers as they were on the local cloud, never made up. */
import type { createDocument } from 'zod-openapi';
import recorded from './examples.json' with { type: 'json' };

type Document = ReturnType<typeof createDocument>;

/** What was recorded of one operation, by test/client/life.test.ts: the first request, and the first answer of each status. */
interface Recorded {
  readonly request?: unknown;
  readonly answers: Readonly<Record<string, unknown>>;
}

interface Media {
  example?: unknown;
}
interface Described {
  readonly operationId?: string;
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

const EXAMPLES: Readonly<Record<string, Recorded>> = recorded;

function put(content: Readonly<Record<string, Media>> | undefined, example: unknown): void {
  if (example === undefined) return;
  for (const [type, media] of Object.entries(content ?? {})) {
    if (/\bjson$/.test(type)) media.example = example;
  }
}

/** Puts into a description what was recorded of its operations. */
export function withExamples(document: Document): Document {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path) as Described[]) {
      const example = EXAMPLES[operation.operationId ?? ''];
      if (example === undefined) continue;
      put(operation.requestBody?.content, example.request);
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        put(answer.content, example.answers[status]);
      }
    }
  }
  return document;
}
