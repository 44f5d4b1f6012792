/** Commitments of a section, or of the office: drafted, published, each in one transaction (contract section 7, A1.7). */
import { type Drafting, drafted, publication, readableDraft } from '../domain/commitments/drafting.ts';
import { OFFICE_PLAN } from '../domain/commitments/office-plan.ts';
import { DomainError } from '../domain/kernel/errors.ts';
import type { Commitments, Draft, PublishedPlan } from '../domain/model/plan.ts';
import { actorsOf } from '../domain/organisation/acting.ts';
import { readDirectory, readPerson } from '../store/organisation/organisation.ts';
import { readDraft, writeDraft, writePublication } from '../store/organisation/plans.ts';
import type { CommandResponse, Rendered } from '../store/table/idempotency.ts';
import { retryOnConflict } from '../store/table/retry.ts';
import type { Table } from '../store/table/table.ts';
import { refusal, respondOnce, type StepRequest } from './command.ts';
import type { Put } from './organisation.ts';

/** A section of a site, or without one the site's office. */
interface Place {
  readonly site: string;
  readonly section?: string;
}

/** What is known of a section's drafts, and as whom the caller acts there; read afresh. */
async function draftingAt(table: Table, request: StepRequest, { site, section: named }: Place) {
  const section = named ?? OFFICE_PLAN;
  const { now, expected } = request;
  const [caller, directory, kept] = await Promise.all([
    readPerson(table, request.caller.id),
    readDirectory(table, site, now),
    readDraft(table, site, section),
  ]);
  if (directory === undefined) return new DomainError('not-found', 'unknown-site');
  if (named !== undefined && !directory.sections.some(({ id }) => id === named)) {
    return new DomainError('not-found', 'unknown-section');
  }
  const isOfSite = caller?.active === true && caller.site === site;
  const drafting: Drafting = {
    actors: isOfSite ? actorsOf(caller, directory, now) : [],
    ...{ directory, section, now, expected },
    draft: kept?.isPublished === false ? kept.draft : undefined,
    lastRevision: kept?.draft.revision ?? 0,
  };
  return { drafting, kept };
}

/** Writes the draft of a section; gives it, or why not. */
export function putDraft(
  table: Table,
  request: StepRequest,
  place: Place,
  commitments: Commitments,
): Promise<Put<Draft> | DomainError> {
  return retryOnConflict(async () => {
    const found = await draftingAt(table, request, place);
    if (found instanceof DomainError) return found;
    const { drafting, kept } = found;
    const draft = drafted(commitments, drafting);
    if (draft instanceof DomainError) return draft;
    const done = await writeDraft(table, draft, kept);
    return done === 'conflict' ? done : { entry: draft, isNew: drafting.draft === undefined };
  });
}

/** The draft of a section, for those who may read it, or why not. */
export async function getDraft(
  table: Table,
  request: StepRequest,
  place: Place,
): Promise<Draft | DomainError> {
  const found = await draftingAt(table, request, place);
  return found instanceof DomainError ? found : readableDraft(found.drafting);
}

/** Publishes the draft of a section; gives the response that is rendered for it, or why not. */
export function publishDraft(
  table: Table,
  request: StepRequest,
  place: Place,
  render: (plan: PublishedPlan) => Rendered,
): Promise<CommandResponse | DomainError> {
  return retryOnConflict(async () => {
    const found = await draftingAt(table, request, place);
    if (found instanceof DomainError) return found;
    const { draft, directory } = found.drafting;
    const plan = publication(found.drafting);
    if (plan instanceof DomainError) return refusal(table, request, plan);
    if (draft === undefined) throw new Error('a publication without a draft');
    return respondOnce(table, request, await render(plan), (record) =>
      writePublication(table, { plan, draft, directory }, record),
    );
  });
}
