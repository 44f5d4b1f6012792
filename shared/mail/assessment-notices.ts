/**
 * Who is told of a frozen month: each section's managers of their figures, the office and the overseer of all (contract
 * section 6, B3c), director and overseer with the root of the last checkpoint (section 12).
 */

import type { Anchored } from '../domain/anchors/anchored.ts';
import type { Assessment, SectionFigures } from '../domain/assessment/assessment.ts';
import { COUNTED, FIGURES } from '../domain/assessment/figures.ts';
import { localDay } from '../domain/kernel/local-time.ts';
import type { Directory, Language, Person } from '../domain/model/directory.ts';
import { isAuthorityRole, isOffice } from '../domain/model/roles.ts';
import { type Addressee, addresseesOf, insteadOf } from '../domain/notices/addressees.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { managersOf, sectionOf } from '../domain/organisation/organisation.ts';
import { ANCHORED, ASSESSED, figureLine, scoreLine } from './assessment-words.ts';

/**
 * The notices of a month's assessment: the same person is told of the same month once, and once more where they stand in
 * for somebody of the office who is away.
 */
export function assessmentNotices(
  month: string,
  assessment: Assessment,
  directory: Directory,
  at: string,
  anchor?: Pick<Anchored, 'at' | 'root'>,
): readonly Notice[] {
  const notices = new Map<string, Notice>();
  const { site } = directory;
  const tell = (addressee: Addressee, of: string, lines: readonly string[]) => {
    const { person, insteadOf: absent } = addressee;
    notices.set(`${person.id} ${absent === undefined ? '' : 'instead'}`, {
      person: person.id,
      kind: 'assessment',
      // The notice is about no sheet. It is known by this id, so that the same month is told to somebody once.
      sheet: `assessment-${site.id}-${month}`,
      number: month,
      site: site.id,
      subject: ASSESSED[languageOf(person)](month, of),
      clause: 'B3c',
      message: lines.join('\n'),
      path: `/assessments/${month}?site=${encodeURIComponent(site.id)}`,
      ...insteadOf(addressee),
      at,
      seq: absent === undefined ? 0 : 1,
    });
  };
  for (const section of assessment.sections) {
    for (const person of managersOf(directory, section.id)) {
      const language = languageOf(person);
      tell({ person }, sectionName(section.id, directory, language), [
        ...sectionLines(section, directory, language),
        ...peopleLines(section.id, assessment, directory, language),
      ]);
    }
  }
  const above = directory.staff.filter((person) => isOffice(person) || isAuthorityRole(person));
  for (const addressee of addresseesOf(above, directory, () => false)) {
    const language = languageOf(addressee.person);
    const lines = assessment.sections.map(({ id, figures: { score, grade } }) =>
      scoreLine(sectionName(id, directory, language), score.value, grade.value, language),
    );
    const isTold = anchor !== undefined && isAuthorityRole(addressee.insteadOf ?? addressee.person);
    const rooted = isTold ? [ANCHORED[language](anchor.root, localDay(anchor.at, site.timeZone))] : [];
    tell(addressee, language === 'en' ? site.name : site.zh, [...lines, ...rooted]);
  }
  return [...notices.values()];
}

const languageOf = ({ language = 'zh-CN' }: Person): Language => language;

function sectionName(id: string, directory: Directory, language: Language): string {
  const section = sectionOf(directory, id);
  return (language === 'en' ? section?.name : section?.zh) ?? id;
}

function sectionLines({ id, figures }: SectionFigures, directory: Directory, language: Language) {
  const { score, grade } = figures;
  const known = FIGURES.filter((name) => figures[name].value !== null);
  return [
    scoreLine(sectionName(id, directory, language), score.value, grade.value, language),
    ...known.map((name) => figureLine(name, figures[name], language, COUNTED.includes(name))),
  ];
}

function peopleLines(section: string, { people }: Assessment, directory: Directory, language: Language) {
  return people
    .filter((person) => person.section === section)
    .map(({ id, figures: { score, grade } }) => {
      const name = directory.staff.find((each) => each.id === id)?.name ?? id;
      return scoreLine(name, score.value, grade.value, language);
    });
}
