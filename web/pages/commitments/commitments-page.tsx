import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { Asked } from '../../parts/asked.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { instantIn } from '../../parts/time.ts';
import { useRoles } from '../../session/acting.ts';
import { answered, FRESHLY, Refusal, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { commitmentsWords } from './commitments-words.ts';
import { Differences } from './differences.tsx';
import { Everybodys } from './everybodys.tsx';
import { PlanForm } from './plan-form.tsx';
import { Publish } from './publish.tsx';

/** What was never published or drafted is nothing, not a failure. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}

/** What is promised: by a section, or, for who is in none, by all of them and the office. */
export function Page({ section }: PageProps) {
  const { me } = useReader();
  const whose = section ?? me.section;
  return whose === undefined ? <Everybodys /> : <OfSection section={whose} />;
}

/** What a section promises: what is in force, the draft of what is to come, and publishing it (A1.7). */
function OfSection({ section }: { readonly section: string }) {
  const { api, me } = useReader();
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const roles = useRoles();
  const directory = useDirectory().data;
  const site = me.site?.id ?? '';
  const path = { site, id: section };
  const known = directory?.sections.find(({ id }) => id === section);
  const inForce = useQuery({
    queryKey: ['plan', section, language],
    queryFn: () =>
      orNothing(
        answered(api.GET('/sites/{site}/sections/{id}/commitments', { params: { path }, ...FRESHLY })),
      ),
  });
  const mayDraft = me.role === 'manager' && me.section === section;
  const mayPublish = roles.includes('director');
  const draft = useQuery({
    queryKey: ['draft', section, language],
    queryFn: async () => {
      const asking = api.GET('/sites/{site}/sections/{id}/commitments/draft', { params: { path } });
      const tag = (await asking).response.headers.get('etag');
      const plan = await orNothing(answered(asking));
      return plan && { plan, tag };
    },
    enabled: mayDraft || mayPublish,
  });
  const [published, setPublished] = useState<number>();
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      ...['plan', 'draft'].map((key) => queries.invalidateQueries({ queryKey: [key, section] })),
      queries.invalidateQueries({ queryKey: ['commitments'] }),
    ]);
  return (
    <section class="page">
      <header class="page-head">
        <h1>{page.title(known === undefined ? '…' : called(known, language))}</h1>
        <p class="dim">{page.lead}</p>
        <p class="buttons">
          {me.section === undefined && <Link href="/commitments">{page.back}</Link>}
          <a href={`/app/board/${site}`}>{page.board}</a>
        </p>
      </header>
      {published !== undefined && (
        <p class="said" role="status">
          {page.published(published)}
        </p>
      )}
      <Asked query={inForce}>
        {(plan) => (
          <>
            <InForce plan={plan} />
            {!mayDraft && !mayPublish && <p class="dim">{page.nobody}</p>}
            {draft.isEnabled && (
              <Asked query={draft}>
                {(found) => (
                  <>
                    {found && (
                      <Differences before={plan ?? undefined} after={found.plan}>
                        <Drafted plan={found.plan} />
                      </Differences>
                    )}
                    {mayPublish &&
                      (found ? (
                        <Publish
                          tag={found.tag}
                          post={(header) =>
                            answered(
                              api.POST('/sites/{site}/sections/{id}/commitments/publish', {
                                params: { path, header },
                              }),
                            )
                          }
                          done={(version) => {
                            setPublished(version);
                            refresh();
                          }}
                        />
                      ) : (
                        <p class="nothing">{page.noDraft}</p>
                      ))}
                    {mayDraft && (
                      <PlanForm
                        whose={section}
                        from={found?.plan ?? plan ?? undefined}
                        put={(body) =>
                          answered(
                            api.PUT('/sites/{site}/sections/{id}/commitments', {
                              params: {
                                path,
                                header: typeof found?.tag === 'string' ? { 'If-Match': found.tag } : {},
                              },
                              body,
                            }),
                          )
                        }
                        refresh={refresh}
                      />
                    )}
                  </>
                )}
              </Asked>
            )}
          </>
        )}
      </Asked>
    </section>
  );
}

function InForce({ plan }: { readonly plan: Schemas['PublishedCommitments'] | null }) {
  const { me } = useReader();
  const page = usePageWords(commitmentsWords);
  if (plan === null) return <p class="dim">{page.none}</p>;
  const say = plan.state === 'coming' ? page.coming : page.inForce;
  return <p>{say(plan.version, localDay(plan.effectiveFrom, me.site?.timeZone ?? 'UTC'))}</p>;
}

function Drafted({ plan }: { readonly plan: Schemas['CommitmentsDraft'] }) {
  const { me } = useReader();
  const page = usePageWords(commitmentsWords);
  const { language } = useWords();
  const { draftedBy, draftedAt, names = {} } = plan;
  const time = instantIn(draftedAt, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  return <p class="dim">{page.draftedBy(names[draftedBy] ?? draftedBy, time)}</p>;
}
