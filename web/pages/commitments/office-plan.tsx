import { useState } from 'preact/hooks';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { forgetDraft } from '../../parts/draft.ts';
import { useRoles } from '../../session/acting.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { commitmentsWords } from './commitments-words.ts';
import { Differences } from './differences.tsx';
import type { Plan } from './plan.ts';
import { PlanForm } from './plan-form.tsx';
import { Publish } from './publish.tsx';

type Office = Schemas['CommitmentsBoard']['office'];

interface OfficePlanProps {
  readonly office: Office;
  readonly refresh: () => void;
}

/** As it was just saved: the API tells nobody of an office's draft, so what is published is what was saved here. */
interface Saved {
  readonly plan: Pick<Plan, 'promises'>;
  readonly tag: string | null;
}

const WHOSE = 'of the office';

/** What the office itself promises: in the regulation's own words until the director publishes others. */
export function OfficePlan({ office, refresh }: OfficePlanProps) {
  const { api, me } = useReader();
  const page = usePageWords(commitmentsWords);
  const isDirector = useRoles().includes('director');
  const [saved, setSaved] = useState<Saved>();
  const [published, setPublished] = useState<number>();
  const path = { site: me.site?.id ?? '' };
  const day = (at: string) => localDay(at, me.site?.timeZone ?? 'UTC');
  const { coming } = office;
  const said =
    office.effectiveFrom === undefined
      ? page.shipped
      : page.inForce(office.version, day(office.effectiveFrom));
  const put = async ({ promises, effectiveFrom }: Plan) => {
    const asking = api.PUT('/sites/{site}/commitments', {
      params: { path, header: typeof saved?.tag === 'string' ? { 'If-Match': saved.tag } : {} },
      body: { promises, effectiveFrom },
    });
    const plan = await answered(asking);
    setPublished(undefined);
    setSaved({ plan, tag: (await asking).response.headers.get('etag') });
    return plan;
  };
  return (
    <section class="office" aria-labelledby="office">
      <h2 id="office">{page.office}</h2>
      <p class="dim">{said}</p>
      <Promises promises={office.promises} />
      {coming?.effectiveFrom !== undefined && (
        <>
          <h3>{page.coming(coming.version, day(coming.effectiveFrom))}</h3>
          <Promises promises={coming.promises} />
        </>
      )}
      {published !== undefined && (
        <p class="said" role="status">
          {page.published(published)}
        </p>
      )}
      {saved !== undefined && (
        <>
          <Differences before={office} after={saved.plan}>
            <p class="dim">{page.officeSaved}</p>
          </Differences>
          <Publish
            tag={saved.tag}
            post={(header) =>
              answered(api.POST('/sites/{site}/commitments/publish', { params: { path, header } }))
            }
            done={(version) => {
              forgetDraft(me.id, `commitments ${WHOSE}`);
              setSaved(undefined);
              setPublished(version);
              refresh();
            }}
          />
        </>
      )}
      {isDirector && (
        <details class="drafting">
          <summary>{page.draftOffice}</summary>
          <PlanForm
            key={`${office.version} ${coming?.version}`}
            whose={WHOSE}
            from={coming ?? office}
            hasTargets={false}
            keepsTyped
            put={put}
            refresh={refresh}
          />
        </details>
      )}
    </section>
  );
}

function Promises({ promises }: Pick<Office, 'promises'>) {
  const { language } = useWords();
  return (
    <ol class="rows">
      {promises.map(({ id, zh, en, clause }) => (
        <li key={id}>
          <span>{language === 'en' ? (en ?? zh) : zh}</span>
          {clause !== undefined && <span class="dim">{clause}</span>}
        </li>
      ))}
    </ol>
  );
}
