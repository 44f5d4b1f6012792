import { GroupedSelect } from '../../parts/grouped-select.tsx';
import type { Control } from '../../parts/labelled.tsx';
import { choiceOf, whomOf } from '../../parts/whom.ts';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { called, useWords } from '../../words/words.ts';
import { askWords } from './ask-words.ts';

interface WhomProps extends Control {
  readonly value: string | undefined;
  readonly change: (value: string) => void;
  /** What it is called to choose none. */
  readonly nobody: string;
}

/** A section or somebody who works here. */
export function Whom(props: WhomProps) {
  const { language } = useWords();
  const said = usePageWords(askWords);
  const { sections = [], people = [] } = useDirectory().data ?? {};
  return (
    <GroupedSelect
      {...props}
      groups={[
        {
          label: said.complaint.sections,
          options: sections.map((each) => [choiceOf({ section: each.id }), called(each, language)] as const),
        },
        {
          label: said.complaint.people,
          options: people.map(({ id, name }) => [choiceOf({ person: id }), name] as const),
        },
      ]}
    />
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
      : section && of(called(section, language));
  return who === undefined ? null : <p class="dim">{hidden(who)}</p>;
}
