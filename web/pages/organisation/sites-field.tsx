import { EVERY_SITE } from '../../../shared/domain/organisation/reach.ts';
import { Labelled } from '../../parts/labelled.tsx';
import { usePageWords } from '../../words/page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { withSite } from './with-site.ts';

interface SitesFieldProps {
  readonly value: readonly string[];
  readonly options: readonly (readonly [id: string, name: string])[];
  readonly change: (value: string[]) => void;
  readonly wrong: string | undefined;
}

/** For which sites somebody above them works (B2): all that there are and will be, some, or none but their own. */
export function SitesField({ value, options, change, wrong }: SitesFieldProps) {
  const page = usePageWords(organisationWords);
  const known = options.map(([id]) => id);
  // What the reader cannot name stays chosen unless they take it away.
  const others = value.filter((id) => id !== EVERY_SITE && !known.includes(id));
  const shown = [[EVERY_SITE, page.everySite], ...options, ...others.map((id) => [id, id] as const)] as const;
  return (
    <Labelled name="sites" label={page.sitesOf} hint={page.sitesHint} wrong={wrong} isGroup>
      {() => (
        <span class="choices">
          {shown.map(([id, name]) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={value.includes(id)}
                onChange={({ currentTarget }) => change(withSite(value, id, currentTarget.checked))}
              />
              {name}
            </label>
          ))}
        </span>
      )}
    </Labelled>
  );
}
