import type { ComponentChildren } from 'preact';
import { SelectField, TickField } from '../../parts/fields.tsx';
import { Labelled } from '../../parts/labelled.tsx';
import { useDirectory } from '../../session/standing.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { countOf, type Filters, OPEN } from './filters.ts';
import { sheetsWords } from './sheets-words.ts';

interface FilterFieldsProps {
  readonly filters: Filters;
  readonly change: (changed: Filters) => void;
  readonly clear: () => void;
  readonly children: ComponentChildren;
}

/** What a list is narrowed by; each takes effect at once, and stands in the address. */
export function FilterFields({ filters, change, clear, children }: FilterFieldsProps) {
  const { words, language } = useWords();
  const said = usePageWords(sheetsWords);
  const { sections = [], people = [] } = useDirectory().data ?? {};
  const staff = people.filter(
    ({ role, section }) =>
      role !== 'resident' && (filters.section === undefined || section === filters.section),
  );
  const count = countOf(filters);
  const select = (
    member: 'status' | 'kind' | 'section' | 'handler',
    options: readonly (readonly [string, string])[],
  ) => (
    <SelectField
      name={member}
      label={said[member]}
      required
      empty={said.any}
      options={options}
      value={filters[member]}
      change={(value) => change({ [member]: value })}
    />
  );
  const day = (member: 'from' | 'to') => (
    <Labelled name={member} label={said[member]} required>
      {({ required: _never, ...control }) => (
        <input
          {...control}
          type="date"
          value={filters[member] ?? ''}
          onChange={({ currentTarget }) => change({ [member]: currentTarget.value || undefined })}
        />
      )}
    </Labelled>
  );
  return (
    <details class="filters" open={count > 0 || filters.sort !== undefined}>
      <summary>{count > 0 ? said.filtersOn(count) : said.filters}</summary>
      <div class="in-one-line">
        {select('status', [[OPEN, said.open], ...Object.entries(words.statuses)])}
        {select('kind', Object.entries(words.kinds))}
        {select(
          'section',
          sections.map(({ id, name, zh }) => [id, language === 'en' ? name : zh]),
        )}
        {select(
          'handler',
          staff.map(({ id, name }) => [id, name]),
        )}
        {day('from')}
        {day('to')}
      </div>
      <TickField
        name="breached"
        label={said.breached}
        value={filters.breached !== undefined}
        change={(isOn) => change({ breached: isOn ? 'true' : undefined })}
      />
      <TickField
        name="due"
        label={said.due}
        value={filters.sort === 'due'}
        change={(isOn) => change({ sort: isOn ? 'due' : undefined })}
      />
      <p class="buttons">
        {children}
        {(count > 0 || filters.sort !== undefined) && (
          <button type="button" class="plain" onClick={clear}>
            {said.clear}
          </button>
        )}
      </p>
    </details>
  );
}
