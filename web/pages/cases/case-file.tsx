import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { Attachments } from '../../parts/files/attachments.tsx';
import { moneyText } from '../../parts/money-text.ts';
import { instantIn } from '../../parts/time.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { usePageWords } from '../../words/page-words.ts';
import { useWords } from '../../words/words.ts';
import type { CaseCodes } from './case-codes.ts';
import { casesWords } from './cases-words.ts';
import { Clause } from './clause.tsx';
import { Execution } from './execution.tsx';

interface CaseFileProps {
  readonly shown: Schemas['Case'];
  readonly codes: CaseCodes;
  readonly children: ComponentChildren;
}

/** The face of a case: what happened, by which rule it is judged, and what was decided; below it, what was signed. */
export function CaseFile({ shown, codes, children }: CaseFileProps) {
  const page = usePageWords(casesWords);
  const { words } = useWords();
  const { number, status, about, section, origin, rule, names = {} } = shown;
  return (
    <div class="paper">
      <header>
        {status === 'archived' && (
          <p class="seal" aria-hidden="true">
            {words.sheet.archived}
          </p>
        )}
        <p class="number">
          {page.one} {number}
        </p>
        <h1>{page.caseTitle(names[about] ?? about)}</h1>
        <p class="kind">
          {section && names[section]} <span class="status">{codes.statuses[status]}</span>
        </p>
      </header>
      <section aria-labelledby="happened">
        <h2 id="happened">{page.happened}</h2>
        <p class="words">{shown.allegation}</p>
        {origin !== undefined && (
          <p>
            <Link href={`/sheets/${origin.sheet}`}>{page.fromSheet}</Link>
          </p>
        )}
        <Found shown={shown} codes={codes} />
      </section>
      <section aria-labelledby="basis">
        <h2 id="basis">{page.basis}</h2>
        <Clause rule={rule} />
      </section>
      <Decided shown={shown} codes={codes} />
      <Execution shown={shown} codes={codes} />
      <Attachments attachments={evidenceOf(shown)} />
      {children}
    </div>
  );
}

/** Whatever was attached to it: with its opening and its steps, and with appeals, of which the ids alone are told. */
const evidenceOf = ({ attachments, appeals }: Schemas['Case']) => [
  ...attachments,
  ...appeals.flatMap(({ files }) => files.map((id) => ({ id }))),
];

type Row = readonly [label: string, value: string | undefined];

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  if (known.length === 0) return null;
  return (
    <dl>
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Part = Omit<CaseFileProps, 'children'>;

function Found({ shown, codes }: Part) {
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const { findings, conclusion, grade, loss, acknowledgement, report } = shown;
  return (
    <Rows
      rows={[
        [page.findings, findings],
        [page.conclusion, conclusion],
        [page.grade, grade && codes.grades[grade]],
        [page.loss, loss && moneyText(loss, language)],
        [page.statement, acknowledgement?.statement],
        [page.refusal, acknowledgement?.how === 'refused' ? acknowledgement.reason : undefined],
        [page.report, report?.text],
      ]}
    />
  );
}

function Decided({ shown, codes }: Part) {
  const { me } = useReader();
  const page = usePageWords(casesWords);
  const { language } = useWords();
  const { decision, sanctions, compensation, deliveries, appeals, names = {} } = shown;
  if (decision === undefined) return null;
  const money = (amount: Schemas['Money']) => moneyText(amount, language);
  const time = (at: string) => instantIn(at, { language, timeZone: me.site?.timeZone ?? 'UTC' });
  const inForce = sanctions ?? decision.sanctions;
  const said = [
    ...(inForce.length === 0 ? [page.noSanctions] : inForce.map((each) => codes.sanctions[each])),
    ...(compensation === undefined ? [] : [page.compensation(money(compensation))]),
  ];
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{page.decided}</h2>
      <p>
        <strong>{said.join(' · ')}</strong>
      </p>
      <p class="words">{decision.reason}</p>
      <Rows
        rows={[
          ...deliveries.map(
            ({ means, at, receivedAt }, index): Row => [
              `${page.deliveredTitle}${index === 0 ? '' : ` ${index + 1}`}`,
              [page.delivered(codes.means[means], time(at)), receivedAt && page.received(time(receivedAt))]
                .filter(Boolean)
                .join('\n'),
            ],
          ),
          ...appeals.map(
            ({ level, statement, reviewer, outcome, reason }): Row => [
              page.appealTitle(level),
              [
                statement,
                reviewer && page.reviewer(names[reviewer] ?? reviewer),
                outcome && codes.outcomes[outcome],
                reason,
              ]
                .filter(Boolean)
                .join('\n'),
            ],
          ),
        ]}
      />
    </section>
  );
}
