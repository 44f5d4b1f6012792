import { ROLE_ROWS, ROLES } from '../../../shared/domain/model/roles.ts';
import { ROLE_WORDS } from '../../../shared/words/organisation-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { useDraft } from '../../parts/draft.ts';
import { SelectField, TextField, TickField } from '../../parts/fields.tsx';
import { faultIn } from '../../parts/submission.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf, useDirectories } from '../../session/sites.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { organisationWords } from './organisation-words.ts';
import { type Came, Outcome, usePutting } from './put.tsx';
import { SitesField } from './sites-field.tsx';

type Body = Schemas['PersonBody'];
type Typed = Partial<Omit<Body, 'role'>> & { readonly id?: string | undefined; readonly role?: string };

interface PersonFormProps {
  /** undefined for somebody new */
  readonly person: Schemas['Person'] | undefined;
  /** Where somebody new is to work. */
  readonly site: string;
  readonly came: (what: Came | undefined) => void;
}

/** What a PUT takes of what is known: the rest is told, not given. */
function known(person: Schemas['Person'] | undefined, site: string): Partial<Body> {
  if (person === undefined) return { site, active: true, language: 'zh-CN' };
  const { id: _id, version: _version, names: _names, erased: _erased, undeliverable: _bad, ...body } = person;
  return body;
}

/** Everything that the directory knows of somebody, in one form. */
export function PersonForm({ person, site, came }: PersonFormProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const draft = useDraft<Typed>(me.id, `person ${person?.id ?? 'new'}`, {});
  const id = person?.id ?? draft.value.id ?? '';
  const putting = usePutting(id, draft, came);
  const { state } = putting;
  const before = known(person, site);
  const now: Typed = { ...before, ...draft.value };
  const sections = useDirectory(true, now.site).data?.sections ?? [];
  const reach = sitesOf(me);
  const directories = useDirectories(reach);
  const siteOptions = [...new Set([...reach, ...(now.site === undefined ? [] : [now.site])])].map((each) => {
    const of = directories.get(each)?.site;
    return [each, of === undefined ? each : called(of, language)] as const;
  });
  const change = (changed: Typed) => draft.change({ ...draft.value, ...changed });
  const role = ROLES.find((each) => each === now.role);
  const isInSection = role !== undefined && ROLE_ROWS[role].inSection;
  const mayBeAbove = role !== undefined && ROLE_ROWS[role].aboveSites;

  const save = async (event: Event) => {
    event.preventDefault();
    const { id: _id, section, sites = [], email, phone, address, ...rest } = now;
    const body = {
      ...rest,
      ...(isInSection && section ? { section } : {}),
      ...(mayBeAbove && sites.length > 0 ? { sites } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      ...(address ? { address } : {}),
      active: now.active ?? false,
    } as Body;
    const header = person === undefined ? {} : { 'If-Match': `"${person.version}"` };
    // An empty id would be another address: this one is refused at its field.
    const path = { id: id.trim() || ' ' };
    await putting.put(() => answered(api.PUT('/people/{id}', { params: { path, header }, body })));
  };
  const text = (field: 'name' | 'email' | 'phone' | 'address', required = false) => (
    <TextField
      name={field}
      label={page.fields[field] ?? field}
      required={required}
      isPhone={field === 'phone'}
      value={now[field]}
      change={(value) => change({ [field]: value ?? '' })}
      wrong={faultIn(state, `/${field}`)}
    />
  );
  return (
    <form class="step-form" aria-labelledby="known" onSubmit={save} noValidate>
      <h2 id="known">{page.edit}</h2>
      {person === undefined && (
        <TextField
          name="id"
          label={page.id}
          hint={page.idHint}
          required
          value={draft.value.id}
          change={(value) => change({ id: value })}
          wrong={faultIn(state, '/id')}
        />
      )}
      {text('name', true)}
      <SelectField
        name="role"
        label={page.fields.role ?? ''}
        required
        value={now.role}
        options={ROLES.map((each) => [each, capital(ROLE_WORDS[each][language])] as const)}
        change={(value) => change({ role: value ?? '' })}
        wrong={faultIn(state, '/role')}
      />
      {siteOptions.length > 1 && (
        <SelectField
          name="site"
          label={page.site}
          required
          value={now.site}
          options={siteOptions}
          change={(value) => change({ site: value ?? '', section: '' })}
          wrong={faultIn(state, '/site')}
        />
      )}
      {isInSection && (
        <SelectField
          name="section"
          label={page.fields.section ?? ''}
          required
          value={now.section}
          options={sections.map((each) => [each.id, called(each, language)] as const)}
          change={(value) => change({ section: value ?? '' })}
          wrong={faultIn(state, '/section')}
        />
      )}
      {mayBeAbove && (
        <SitesField
          value={now.sites ?? []}
          options={siteOptions}
          change={(sites) => change({ sites })}
          wrong={faultIn(state, '/sites')}
        />
      )}
      {text('email')}
      {text('phone')}
      {role === 'resident' && text('address')}
      <SelectField
        name="language"
        label={page.fields.language ?? ''}
        required
        value={now.language}
        options={[
          ['zh-CN', page.languages['zh-CN']],
          ['en', page.languages.en],
        ]}
        change={(value) => change({ language: value === 'en' ? 'en' : 'zh-CN' })}
      />
      <TickField
        name="active"
        label={page.fields.active ?? ''}
        value={now.active}
        change={(value) => change({ active: value ?? false })}
      />
      <Outcome putting={putting} />
      <p class="buttons">
        <button type="submit" class="main" disabled={state === 'working'}>
          {page.save}
        </button>
      </p>
    </form>
  );
}
