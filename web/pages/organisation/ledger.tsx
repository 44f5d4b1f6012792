import { useQuery } from '@tanstack/preact-query';
import { DirectoryLedger } from '../../parts/directory-ledger.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { wholeLedger } from '../../session/whole-ledger.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { Differences } from './differences.tsx';
import { organisationWords } from './organisation-words.ts';

interface LedgerProps {
  /** Whose it is: somebody's, or that of a site with its sections and shifts. */
  readonly of: 'people' | 'sites';
  readonly id: string;
}

/** Who changed what of somebody, or of a site. */
export function Ledger({ of, id }: LedgerProps) {
  const { api } = useReader();
  const page = usePageWords(organisationWords);
  const { language } = useWords();
  /** Of a site's ledger also which of its sections it is about. */
  const whatOf = ({ kind, after }: Schemas['DirectoryLedger']['entries'][number]) => {
    const name = language === 'en' ? after.name : (after.zh ?? after.name);
    const isOne = of === 'sites' && typeof name === 'string';
    return [page.kinds[kind] ?? kind, isOne ? name : undefined].filter(Boolean).join(' ');
  };
  const fields = of === 'people' ? page.fields : { ...page.fields, name: page.placeEn, zh: page.placeZh };
  const pageFrom = (from: number) => {
    const params = { path: { id }, query: { from } };
    return answered(
      of === 'people'
        ? api.GET('/people/{id}/ledger', { params })
        : api.GET('/sites/{id}/ledger', { params }),
    );
  };
  const read = useQuery({
    queryKey: ['directory ledger', of, id, language],
    queryFn: async () => wholeLedger(await pageFrom(1), pageFrom),
  });
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{page.ledger}</h2>
      <DirectoryLedger query={read} said={page} what={(entry) => whatOf(entry)}>
        {({ before, after }, values, names) => (
          <Differences
            before={before && readable(before, 'before', values)}
            after={readable(after, 'after', values)}
            names={names}
            fields={fields}
          />
        )}
      </DirectoryLedger>
    </section>
  );
}

type Values = Readonly<Record<string, { readonly value: string }>> | undefined;

/** With what stands as commitments said in full, as far as the reader may see it. */
function readable(side: object, which: 'before' | 'after', values: Values): object {
  return Object.fromEntries(
    Object.entries(side).map(([field, value]) => [field, values?.[`/${which}/${field}`]?.value ?? value]),
  );
}
