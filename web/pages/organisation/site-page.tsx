import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { LANGUAGE_WORDS } from '../../../shared/words/organisation-words.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { faultIn } from '../../parts/submission.ts';
import { useRoles } from '../../session/acting.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, LANGUAGES, useWords } from '../../words/words.ts';
import { onVersion, siteBodyOf, type TypedSite } from './bodies.ts';
import { Ledger } from './ledger.tsx';
import { organisationWords } from './organisation-words.ts';
import { PlaceForm } from './place-form.tsx';
import { type Came, Last, usePutting } from './put.tsx';
import { isOrganiser, NEW, readsLedgers } from './who.ts';

type Site = Schemas['Organisation']['site'];

/** A site: what it is called, its clocks, the office's telephone and robots, and who changed what of it. */
export function Page({ site: id = '' }: PageProps) {
  const page = usePageWords(organisationWords);
  const roles = useRoles();
  const { language } = useWords();
  const [came, setCame] = useState<Came>();
  const isNew = id === NEW;
  const read = useDirectory(!isNew, id);
  const back = (
    <p class="buttons">
      <Link href={isNew ? '/organisation' : `/organisation?${new URLSearchParams({ site: id })}`}>
        {page.back}
      </Link>
    </p>
  );
  if (isNew)
    return (
      <section class="page">
        <header class="page-head">
          <h1>{page.newSite}</h1>
          <p class="dim">{page.newSiteLead}</p>
          {back}
        </header>
        <Last came={came} />
        <SiteForm site={undefined} came={setCame} />
      </section>
    );
  return (
    <Asked query={read}>
      {({ site }) => (
        <section class="page">
          <header class="page-head">
            <h1>{called(site, language)}</h1>
            {back}
          </header>
          <Last came={came} />
          {roles.some(isOrganiser) && <SiteForm key={site.version} site={site} came={setCame} />}
          {roles.some(readsLedgers) && <Ledger of="sites" id={id} />}
        </section>
      )}
    </Asked>
  );
}

interface SiteFormProps {
  /** undefined for a new one */
  readonly site: Site | undefined;
  readonly came: (what: Came | undefined) => void;
}

function SiteForm({ site, came }: SiteFormProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const draft = useDraft<TypedSite>(me.id, `site ${site?.id ?? NEW}`, {});
  const now: TypedSite = { ...(site ?? { timeZone: me.site?.timeZone }), ...draft.value };
  const id = site?.id ?? now.id?.trim() ?? '';
  const putting = usePutting(id, draft, came);
  const wrongAt = (pointer: string) => faultIn(putting.state, pointer);
  const change = (changed: TypedSite) => draft.change({ ...draft.value, ...changed });
  const save = () =>
    putting.put(() =>
      answered(
        api.PUT('/sites/{id}', {
          params: { path: { id: id || ' ' }, header: onVersion(site) },
          body: siteBodyOf(now),
        }),
      ),
    );
  return (
    <PlaceForm
      title={page.siteKnown}
      isNew={site === undefined}
      value={now}
      change={change}
      wrongAt={wrongAt}
      putting={putting}
      save={save}
    >
      <TextField
        name="timeZone"
        label={page.timeZone}
        hint={page.timeZoneHint}
        required
        value={now.timeZone}
        change={(timeZone) => change({ timeZone: timeZone ?? '' })}
        wrong={wrongAt('/timeZone')}
      />
      <TextField
        name="phone"
        label={page.officePhone}
        isPhone
        value={now.phone}
        change={(phone) => change({ phone: phone ?? '' })}
        wrong={wrongAt('/phone')}
      />
      <SelectField
        name="language"
        label={page.robotLanguage}
        empty={LANGUAGE_WORDS['zh-CN'][language]}
        value={now.language === 'zh-CN' ? undefined : now.language}
        options={LANGUAGES.filter((each) => each !== 'zh-CN').map(
          (each) => [each, LANGUAGE_WORDS[each][language]] as const,
        )}
        change={(chosen) => change({ language: chosen ?? '' })}
        wrong={wrongAt('/language')}
      />
    </PlaceForm>
  );
}
