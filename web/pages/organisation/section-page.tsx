import { useState } from 'preact/hooks';
import { Link, useSearchParams } from 'wouter-preact';
import { SECTION_FUNCTIONS } from '../../../shared/domain/model/directory.ts';
import { SECTION_FUNCTION_WORDS } from '../../../shared/words/organisation-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDraft } from '../../parts/draft.ts';
import { SelectField } from '../../parts/fields.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { faultIn } from '../../parts/submission.ts';
import { useRoles } from '../../session/acting.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { onVersion, sectionBodyOf, type TypedSection } from './bodies.ts';
import { organisationWords } from './organisation-words.ts';
import { PlaceForm } from './place-form.tsx';
import { type Came, Last, usePutting } from './put.tsx';
import { isOrganiser, NEW } from './who.ts';

type Section = Schemas['Organisation']['sections'][number];

/** A section of a site: what it is called, what it is for, and its robots. */
export function Page({ section: id = '' }: PageProps) {
  const { me } = useReader();
  const page = usePageWords(organisationWords);
  const roles = useRoles();
  const { language } = useWords();
  const [search] = useSearchParams();
  const site = search.get('site') ?? me.site?.id ?? '';
  const [came, setCame] = useState<Came>();
  const read = useDirectory(true, site);
  return (
    <Asked query={read}>
      {({ site: of, sections }) => {
        const section = sections.find((each) => each.id === id);
        if (section === undefined && id !== NEW) return <p class="nothing">{page.noSection}</p>;
        return (
          <section class="page">
            <header class="page-head">
              <h1>{section === undefined ? page.newSection : called(section, language)}</h1>
              <p class="dim">{called(of, language)}</p>
              <p class="buttons">
                <Link href={`/organisation?${new URLSearchParams({ site })}`}>{page.back}</Link>
              </p>
            </header>
            <Last came={came} />
            {roles.some(isOrganiser) ? (
              <SectionForm key={section?.version} site={site} section={section} came={setCame} />
            ) : (
              <p class="dim">{page.organisersOnly}</p>
            )}
          </section>
        );
      }}
    </Asked>
  );
}

interface SectionFormProps {
  readonly site: string;
  /** undefined for a new one */
  readonly section: Section | undefined;
  readonly came: (what: Came | undefined) => void;
}

function SectionForm({ site, section, came }: SectionFormProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const draft = useDraft<TypedSection>(me.id, `section ${site} ${section?.id ?? NEW}`, {});
  const now: TypedSection = { ...section, ...draft.value };
  const id = section?.id ?? now.id?.trim() ?? '';
  const putting = usePutting(id, draft, came);
  const wrongAt = (pointer: string) => faultIn(putting.state, pointer);
  const change = (changed: TypedSection) => draft.change({ ...draft.value, ...changed });
  const save = () =>
    putting.put(() =>
      answered(
        api.PUT('/sites/{site}/sections/{id}', {
          params: { path: { site, id: id || ' ' }, header: onVersion(section) },
          body: sectionBodyOf(now),
        }),
      ),
    );
  return (
    <PlaceForm
      title={page.sectionKnown}
      isNew={section === undefined}
      value={now}
      change={change}
      wrongAt={wrongAt}
      putting={putting}
      save={save}
    >
      <SelectField
        name="function"
        label={page.sectionFunction}
        hint={page.sectionFunctionHint}
        empty={page.noFunction}
        value={now.function}
        options={SECTION_FUNCTIONS.map(
          (each) => [each, capital(SECTION_FUNCTION_WORDS[each][language])] as const,
        )}
        change={(chosen) => change({ function: chosen ?? '' })}
        wrong={wrongAt('/function')}
      />
    </PlaceForm>
  );
}
