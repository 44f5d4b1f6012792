import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Link, useSearchParams } from 'wouter-preact';
import { Asked } from '../../parts/asked.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { answered } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useStanding } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { LeaveForm } from './leave-form.tsx';
import { Ledger } from './ledger.tsx';
import { organisationWords } from './organisation-words.ts';
import { PersonForm } from './person-form.tsx';
import { type Came, Last } from './put.tsx';
import { altersPeople, NEW, readsLedgers } from './who.ts';

/** Somebody in the directory: what is known of them, their leave, and who changed what. */
export function Page({ id = '' }: PageProps) {
  const { api, me } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  const { role, leads } = useStanding();
  const [search] = useSearchParams();
  const [came, setCame] = useState<Came>();
  const isNew = id === NEW;
  const read = useQuery({
    queryKey: ['person', id, language],
    queryFn: () => answered(api.GET('/people/{id}', { params: { path: { id } } })),
    enabled: !isNew,
  });
  const alters = altersPeople(role);
  const back = (
    <p class="buttons">
      <Link href="/organisation">{page.back}</Link>
    </p>
  );
  if (isNew)
    return (
      <section class="page">
        <header class="page-head">
          <h1>{page.newPerson}</h1>
          {back}
        </header>
        <Last came={came} />
        <PersonForm person={undefined} site={search.get('site') ?? me.site?.id ?? ''} came={setCame} />
      </section>
    );
  return (
    <Asked query={read}>
      {(person) => (
        <section class="page">
          <header class="page-head">
            <h1>{person.name}</h1>
            {person.undeliverable !== undefined && <p class="wrong">{page.undeliverable}</p>}
            {back}
          </header>
          <Last came={came} />
          {alters && id !== me.id && (
            <PersonForm key={person.version} person={person} site={person.site} came={setCame} />
          )}
          {(alters || (leads && person.section === me.section)) && id !== me.id && (
            <LeaveForm key={`leave ${person.version}`} person={person} came={setCame} />
          )}
          {(readsLedgers(role) || id === me.id) && <Ledger of="people" id={id} />}
        </section>
      )}
    </Asked>
  );
}
