import type { Control } from '../../parts/labelled.tsx';
import type { Schemas } from '../../session/api.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { type Language, useWords } from '../../words/words.ts';
import { askWords } from './ask-words.ts';
import { whomOf } from './request.ts';

interface WhomProps extends Control {
  readonly value: string | undefined;
  readonly change: (value: string) => void;
  /** What it is called to choose none. */
  readonly nobody: string;
}

type Section = Schemas['Organisation']['sections'][number];

const calledIn = (language: Language, { name, zh }: Section) => (language === 'en' ? name : zh);

/** A section or somebody who works here. */
export function Whom({ value = '', change, nobody, ...control }: WhomProps) {
  const { language } = useWords();
  const said = usePageWords(askWords);
  const { sections = [], people = [] } = useDirectory().data ?? {};
  return (
    <select {...control} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
      <option value="">{nobody}</option>
      <optgroup label={said.complaint.sections}>
        {sections.map((section) => (
          <option key={section.id} value={`section ${section.id}`}>
            {calledIn(language, section)}
          </option>
        ))}
      </optgroup>
      <optgroup label={said.complaint.people}>
        {people.map(({ id, name }) => (
          <option key={id} value={`person ${id}`}>
            {name}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

/** Who will not see a complaint (B5.2.2c). */
export function Hidden({ against }: { readonly against: string | undefined }) {
  const { language } = useWords();
  const said = usePageWords(askWords);
  const { sections = [], people = [] } = useDirectory().data ?? {};
  const whom = whomOf(against);
  if (whom === undefined) return null;
  const { leadsOf, allOf, hidden } = said.complaint;
  const section = 'section' in whom ? sections.find(({ id }) => id === whom.section) : undefined;
  const of = section?.function === 'customer-service' ? allOf : leadsOf;
  const who =
    'person' in whom
      ? people.find(({ id }) => id === whom.person)?.name
      : section && of(calledIn(language, section));
  return who === undefined ? null : <p class="dim">{hidden(who)}</p>;
}
