import { useQuery, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { localDay } from '../../../shared/domain/kernel/local-time.ts';
import { AWARD_KIND_WORDS } from '../../../shared/words/award-words.ts';
import { capital } from '../../../shared/words/said.ts';
import { DirectoryLedger } from '../../parts/directory-ledger.tsx';
import { ReasonForm } from '../../parts/reason-form.tsx';
import { answered, type Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import { awardsWords } from './awards-words.ts';

interface AwardRowProps {
  readonly award: Schemas['Award'];
  readonly names: Schemas['Names'];
  readonly mayWithdraw: boolean;
}

/** An award with its record, and, for who may, its withdrawal. */
export function AwardRow({ award, names, mayWithdraw }: AwardRowProps) {
  const { me } = useReader();
  const page = usePageWords(awardsWords);
  const { language } = useWords();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { about, section, kind, reason, month, by, at, withdrawn } = award;
  const day = (instant: string) => localDay(instant, me.site?.timeZone ?? 'UTC');
  const nameOf = (id: string) => names[id] ?? id;
  const whom = nameOf(about.person ?? about.section ?? '');
  return (
    <li class="award">
      <p>
        <strong>{whom}</strong>{' '}
        {about.person !== undefined && section !== undefined && <span class="dim">{nameOf(section)}</span>}
        <span class="score">
          {capital(AWARD_KIND_WORDS[kind][language])}
          {withdrawn !== undefined && <span class="dim"> · {page.withdrawn}</span>}
        </span>
      </p>
      <p class="words">{reason}</p>
      <p class="dim">
        {[month && page.forMonth(month), page.givenBy(nameOf(by), day(at))].filter(Boolean).join(' · ')}
      </p>
      {withdrawn !== undefined && (
        <p class="dim">
          {page.withdrawnBy(nameOf(withdrawn.by), day(withdrawn.at))} · {withdrawn.reason}
        </p>
      )}
      <div class="buttons">
        <Record id={award.id} version={award.version} whom={whom} />
        {mayWithdraw && withdrawn === undefined && !isWithdrawing && (
          <button type="button" class="plain" onClick={() => setWithdrawing(true)}>
            {page.withdraw}
            <span class="unseen"> {whom}</span>
          </button>
        )}
      </div>
      {isWithdrawing && withdrawn === undefined && (
        <Withdrawing award={award} close={() => setWithdrawing(false)} />
      )}
    </li>
  );
}

interface RecordProps {
  readonly id: string;
  readonly version: number;
  readonly whom: string;
}

/** Its ledger, read when somebody wants to see it. */
function Record({ id, version, whom }: RecordProps) {
  const { api } = useReader();
  const page = usePageWords(awardsWords);
  const { language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const read = useQuery({
    queryKey: ['award ledger', id, version, language],
    queryFn: () => answered(api.GET('/awards/{id}/ledger', { params: { path: { id } } })),
    enabled: isOpen,
  });
  return (
    <details class="record" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {page.ledger}
        <span class="unseen"> {whom}</span>
      </summary>
      {isOpen && (
        <DirectoryLedger
          query={read}
          said={page}
          what={({ before }) => (before === null ? page.granted : page.withdraw)}
        >
          {({ before }, values) => (
            <p class="words">
              {values?.[before === null ? '/after/reason' : '/after/withdrawn/reason']?.value}
            </p>
          )}
        </DirectoryLedger>
      )}
    </details>
  );
}

interface WithdrawingProps {
  readonly award: Schemas['Award'];
  readonly close: () => void;
}

function Withdrawing({ award: { id, version }, close }: WithdrawingProps) {
  const { api } = useReader();
  const page = usePageWords(awardsWords);
  const queries = useQueryClient();
  const readAnew = () => {
    for (const key of ['awards', 'consequences', 'everybody’s consequences'])
      queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <ReasonForm
      step="withdraw"
      id={id}
      lead={page.withdrawLead}
      label={page.withdrawReason}
      send={page.withdraw}
      refused=""
      sign={(reason, key) => {
        const header = { 'Idempotency-Key': key, 'If-Match': `"${version}"` };
        return answered(
          api.POST('/awards/{id}/withdrawals', { params: { path: { id }, header }, body: { reason } }),
        );
      }}
      signed={readAnew}
      stale={readAnew}
      close={close}
    />
  );
}
