/** The columns of what bears on people (A2.5) as CSV, in the reader's language; times as the site's clocks show them. */
import type { AwardConsequence } from '../../shared/domain/assessment/award-consequences.ts';
import type { CaseConsequence } from '../../shared/domain/cases/consequences.ts';
import { clauseTitle } from '../../shared/domain/kernel/clauses.ts';
import type { Money } from '../../shared/domain/kernel/money.ts';
import type { Directory, Language, Person } from '../../shared/domain/model/directory.ts';
import { AWARD_KIND_WORDS } from '../../shared/words/award-words.ts';
import { BEARS_ON_WORDS, SANCTION_WORDS } from '../../shared/words/case-words.ts';
import type { Column } from '../middleware/csv.ts';
import { csvWords } from '../middleware/csv-words.ts';

const money = (sum: Money | undefined) => sum && `${sum.amount} ${sum.currency}`;

/** A case or an award: what the other has alone is empty. */
type Row = Pick<CaseConsequence, 'person'> & Partial<CaseConsequence & AwardConsequence>;

export function consequenceColumns(directory: Directory, language: Language): readonly Column<Row>[] {
  const { say, time, person, section, word } = csvWords(directory, language);
  const list = (parts: readonly (string | undefined)[] = []) => parts.join(say('、', ', '));
  // Whoever works elsewhere by now is in no section of this site.
  const isHere = (each: Person, id: string) => each.id === id && each.site === directory.site.id;
  const sectionOf = (id: string) => section(directory.staff.find((each) => isHere(each, id))?.section);
  const refused = say('（拒绝）', ' (refused)');
  return [
    [say('人员', 'Person'), (row) => person(row.person)],
    [say('部门', 'Section'), (row) => sectionOf(row.person)],
    [say('编号', 'Number'), (row) => row.number],
    [say('依据', 'Rule'), (row) => row.rule && (clauseTitle(row.rule)?.[language] ?? row.rule)],
    [say('决定时间', 'Decided at'), (row) => time(row.decidedAt)],
    [say('处理', 'Sanctions'), (row) => list(row.sanctions?.map((each) => word(SANCTION_WORDS, each)))],
    [say('赔偿', 'Compensation'), (row) => money(row.compensation)],
    [say('尚欠', 'Outstanding'), (row) => money(row.outstanding)],
    [
      say('已执行', 'Carried out'),
      (row) =>
        list(
          row.carriedOut?.map(
            (done) =>
              `${word(SANCTION_WORDS, done.sanction)} ${time(done.at)}${done.refused === true ? refused : ''}`,
          ),
        ),
    ],
    [say('影响事项', 'Bears on'), (row) => list(row.bearsOn?.map((each) => word(BEARS_ON_WORDS, each)))],
    [say('影响至', 'Until'), (row) => time(row.until)],
    [say('奖励', 'Award'), (row) => word(AWARD_KIND_WORDS, row.kind)],
    [say('奖励理由', 'Award for'), (row) => row.reason],
    [say('奖励时间', 'Awarded at'), (row) => time(row.at)],
  ];
}
