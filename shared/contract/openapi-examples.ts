/** Examples for the API description: requests and answers as they were on the local cloud, never made up. */
import type { createDocument } from 'zod-openapi';
import recorded from './examples.json' with { type: 'json' };

type Document = ReturnType<typeof createDocument>;

/** What was recorded of one operation, by test/client/life.test.ts: the first request, and the first answer of each status. */
interface Recorded {
  readonly request?: unknown;
  readonly answers: Readonly<Record<string, unknown>>;
}

type Content = Readonly<Record<string, Media>>;
interface Media {
  example?: unknown;
  examples?: Record<string, { readonly value: unknown }>;
}
interface Described {
  readonly operationId?: string;
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}

const EXAMPLES: Readonly<Record<string, Recorded>> = recorded;

const inJson = (content: Content = {}): readonly Media[] =>
  Object.entries(content).flatMap(([type, media]) => (/\bjson$/.test(type) ? media : []));

function put(content: Content | undefined, example: unknown): void {
  if (example !== undefined) for (const media of inJson(content)) media.example = example;
}

/** A response that several operations share has an example of each, by its name. */
function putShared(content: Content | undefined, operation: string, value: unknown): void {
  if (value === undefined) return;
  for (const media of inJson(content)) media.examples = { ...media.examples, [operation]: { value } };
}

/** Puts into a description what was recorded of its operations. */
export function withExamples(document: Document): Document {
  const shared = (document.components?.responses ?? {}) as Record<string, { readonly content?: Content }>;
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path) as Described[]) {
      const { operationId = '' } = operation;
      const example = EXAMPLES[operationId];
      if (example === undefined) continue;
      put(operation.requestBody?.content, example.request);
      for (const [status, { $ref, content }] of Object.entries(operation.responses ?? {})) {
        const answer = example.answers[status];
        if ($ref === undefined) put(content, answer);
        else putShared(shared[$ref.slice($ref.lastIndexOf('/') + 1)]?.content, operationId, answer);
      }
    }
  }
  return document;
}
