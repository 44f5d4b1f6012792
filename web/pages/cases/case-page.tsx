import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { Asked } from '../../parts/asked.tsx';
import type { PageProps } from '../../parts/lazy-page.tsx';
import { useNamed } from '../../parts/named.ts';
import { usePresent } from '../../parts/now.ts';
import { AT_A_DESK, useWide } from '../../parts/wide.ts';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { Course } from '../../signing/course.tsx';
import { NextStep } from '../../signing/next-step.tsx';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { caseCodesIn } from './case-codes.ts';
import { CaseFile } from './case-file.tsx';
import { caseSigning, reviewSigning } from './case-signing.ts';
import { casesWords } from './cases-words.ts';
import { Papers } from './papers.tsx';
import { Rights } from './rights.tsx';
import { Turn } from './turn.tsx';

const EVERY_MS = 20_000;

/** A case as its subject and everybody in it reads it: what happened, by which rule, whose turn it is, what they may do. */
export function Page({ id = '' }: PageProps) {
  const { api, me } = useReader();
  const { words, language } = useWords();
  const page = usePageWords(casesWords);
  const queries = useQueryClient();
  const path = { id };
  const read = useQuery({
    queryKey: ['case', id, language],
    queryFn: () => answered(api.GET('/cases/{id}', { params: { path } })),
    refetchInterval: EVERY_MS,
  });
  useNamed(read.data?.number);
  const version = read.data?.version;
  const level = read.data?.appeals.at(-1)?.level;
  const ledger = useQuery({
    queryKey: ['case ledger', id, version, language],
    queryFn: () => answered(api.GET('/cases/{id}/ledger', { params: { path } })),
    enabled: version !== undefined,
  });
  const appeal = useQuery({
    queryKey: ['appeal', id, level, version, language],
    queryFn: () =>
      answered(api.GET('/cases/{id}/appeals/{level}', { params: { path: { id, level: level ?? 1 } } })),
    enabled: level !== undefined,
  });
  const now = usePresent();
  const hasColumns = useWide(AT_A_DESK);
  const codes = caseCodesIn(language);
  const refresh = () => queries.invalidateQueries({ queryKey: ['case', id] });
  const signingOf = (shown: Schemas['Case']) => {
    const given = { api, page, codes, refresh, reader: me.id };
    const mayReview = appeal.data !== undefined && appeal.data.allowedSteps.length > 0;
    return mayReview && appeal.data ? reviewSigning(shown, appeal.data, given) : caseSigning(shown, given);
  };
  const standing = (shown: Schemas['Case']) => (
    <>
      <Turn shown={shown} now={now} />
      {shown.about === me.id && <Rights shown={shown} now={now} />}
    </>
  );
  return (
    <Asked query={read}>
      {(shown) => (
        <article class="sheet-page case-page">
          <CaseFile shown={shown} codes={codes}>
            {/* On a phone what somebody has to know comes before what was signed. */}
            {!hasColumns && standing(shown)}
            <Asked query={ledger}>
              {(entries) => (
                <Course
                  names={shown.names}
                  steps={{ ...words.steps, ...codes.steps, ...page.bySystem, open: page.open }}
                  ledger={entries}
                  now={now}
                />
              )}
            </Asked>
          </CaseFile>
          <aside>
            <NextStep signing={signingOf(shown)} />
            {hasColumns && standing(shown)}
            <Papers shown={shown} />
          </aside>
        </article>
      )}
    </Asked>
  );
}
