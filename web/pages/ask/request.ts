/** A resident's request as it is typed, and the body that it becomes. Pure. */
import { urgencyOf } from '../../../shared/domain/sheets/urgency.ts';
import type { Picked } from '../../parts/files/kept.ts';
import { isTooShort } from '../../parts/matter/matter.ts';
import { whomOf } from '../../parts/whom.ts';
import type { Schemas } from '../../session/api.ts';

export interface Request {
  readonly kind?: Schemas['Kind'];
  readonly category?: Schemas['Category'];
  readonly urgent?: boolean;
  readonly subject?: string;
  readonly details?: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly occurredAt?: string | undefined;
  readonly place?: string;
  readonly cause?: string;
  readonly course?: string;
  /** One a line. */
  readonly persons?: string;
  /** `person <id>` or `section <id>`. */
  readonly against?: string;
  readonly anonymous?: boolean;
  readonly praised?: string;
  readonly files?: readonly Picked[];
}

/** Whatever is typed or chosen alone. */
type Typed = Exclude<keyof Request, 'urgent' | 'anonymous' | 'files'>;
export type Field = Typed | 'files';

const typed = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** Whether somebody comes at once, so that there is no appointment. */
export const comesAtOnce = ({ category, urgent = false }: Request): boolean =>
  urgencyOf({ urgent, ...(category && { category }) }) === 'urgent';

/** What is wrong before anything is sent: what is missing, too short, or the wrong way round. */
export type Fault = 'missing' | 'too-short' | 'backwards';

export function faultsIn(request: Request): Readonly<Partial<Record<Field, Fault>>> {
  const { kind, subject, from, to } = request;
  const needed: readonly Typed[] = [
    'kind',
    'subject',
    ...(kind === 'repair' ? (['category'] as const) : []),
    ...(kind === 'complaint' ? (['occurredAt', 'place', 'cause', 'course'] as const) : []),
    ...(kind === 'praise' ? (['praised'] as const) : []),
    ...(isAppointed(request) ? (['from', 'to'] as const) : []),
  ];
  const missing = needed.filter((field) => typed(request[field]) === undefined);
  const short = isTooShort(subject);
  const backwards = isAppointed(request) && from !== undefined && to !== undefined && from >= to;
  return {
    ...Object.fromEntries(missing.map((field) => [field, 'missing' as const])),
    ...(short && { subject: 'too-short' }),
    ...(backwards && { to: 'backwards' }),
  };
}

const isAppointed = (request: Request): boolean =>
  request.kind === 'repair' &&
  !comesAtOnce(request) &&
  (request.from !== undefined || request.to !== undefined);

/**
 * The body of `POST /sheets`; of a request without faults.
 * @param files the ids to attach its files by
 */
export function bodyOf(request: Request, files: readonly string[], site: string): Schemas['Intake'] {
  const { kind = 'report', category, urgent, from, to } = request;
  const details = typed(request.details);
  const against = whomOf(request.against);
  return {
    ...{ site, kind, channel: 'online', subject: typed(request.subject) ?? '' },
    // A complaint has its particulars instead; what stands there is hidden, and may name whoever wants no name.
    ...(kind !== 'complaint' && details !== undefined && { details }),
    ...(files.length > 0 && { files: [...files] }),
    ...(kind === 'repair' && category !== undefined && { category, ...(urgent === true && { urgent }) }),
    ...(isAppointed(request) && from !== undefined && to !== undefined && { appointment: { from, to } }),
    ...(kind === 'complaint' && {
      complaint: {
        occurredAt: request.occurredAt ?? '',
        place: typed(request.place) ?? '',
        cause: typed(request.cause) ?? '',
        course: typed(request.course) ?? '',
        persons: (request.persons ?? '').split('\n').flatMap((line) => typed(line) ?? []),
        ...(against && { against }),
        ...(request.anonymous === true && { anonymous: true }),
      },
    }),
    ...(kind === 'praise' && { praise: whomOf(request.praised) ?? {} }),
  };
}

/** The field that a pointer of the API's into the body means; undefined where none is shown for it. */
export function fieldAt(pointer: string): Field | undefined {
  const [, first, second] = pointer.split('/');
  if (first === 'complaint' || first === 'appointment') return (second as Field | undefined) ?? 'against';
  return first === 'praise' ? 'praised' : (first as Field | undefined);
}
