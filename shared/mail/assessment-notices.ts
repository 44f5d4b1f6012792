/**
 * Who is told of a frozen month: each section's managers of their figures, the office and the overseer of all (contract
 * section 6, B3c), director and overseer with the root of the last checkpoint (section 12), the director with who may be
 * worth an award.
 */

import type { Anchored } from '../domain/anchors/anchored.ts';
import type { Assessment, SectionFigures } from '../domain/assessment/assessment.ts';
import { COUNTED, FIGURES } from '../domain/assessment/figures.ts';
import type { WorthAwarding } from '../domain/assessment/worth-awarding.ts';
import { localDay } from '../domain/kernel/local-time.ts';
import type { Directory, Language, Person } from '../domain/model/directory.ts';
import { isAuthorityRole, isOffice } from '../domain/model/roles.ts';
import { type Addressee, addresseesOf, insteadOf } from '../domain/notices/addressees.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { managersOf, sectionOf } from '../domain/organisation/organisation.ts';
import {
  ANCHORED,
  ASSESSED,
  figureLine,
  PRAISED,
  RUNNING_A,
  scoreLine,
  timesLine,
} from './assessment-words.ts';
import { WORDS } from './words.ts';

/** What the letters of some say beside the figures: the last checkpoint, and who may be worth an award. */
interface Beside {
  readonly anchor?: Pick<Anchored, 'at' | 'root'> | undefined;
  readonly worthy?: WorthAwarding | undefined;
}

/**
 * The notices of a month's assessment: the same person is told of the same month once, and once more for each of the office
 * and the overseers who is away and for whom they stand in, since what these are told differs.
 */
export function assessmentNotices(
  month: string,
  assessment: Assessment,
  directory: Directory,
  at: string,
  { anchor, worthy }: Beside = {},
): readonly Notice[] {
  const notices = new Map<string, Notice>();
  const { site } = directory;
  const tell = (addressee: Addressee, of: string, lines: readonly string[]) => {
    const { person, insteadOf: absent } = addressee;
    const isInstead = (notice: Notice) => notice.person === person.id && notice.insteadOf !== undefined;
    const seq = absent === undefined ? 0 : 1 + [...notices.values()].filter(isInstead).length;
    notices.set(`${person.id} ${seq}`, {
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
      seq,
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
  const readers = above.flatMap((each) => addresseesOf([each], directory, () => false));
  const isOwn = ({ insteadOf: absent }: Addressee) => absent === undefined;
  for (const addressee of [...readers.filter(isOwn), ...readers.filter((each) => !isOwn(each))]) {
    const language = languageOf(addressee.person);
    const lines = assessment.sections.map(({ id, figures: { score, grade } }) =>
      scoreLine(sectionName(id, directory, language), score.value, grade.value, language),
    );
    const part = addressee.insteadOf ?? addressee.person;
    const isTold = anchor !== undefined && isAuthorityRole(part);
    const rooted = isTold ? [ANCHORED[language](anchor.root, localDay(anchor.at, site.timeZone))] : [];
    tell(addressee, language === 'en' ? site.name : site.zh, [
      ...lines,
      ...(worthy !== undefined && part.role === 'director' ? worthyLines(worthy, directory, language) : []),
      ...rooted,
    ]);
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
      return scoreLine(personName(id, directory), score.value, grade.value, language);
    });
}

const personName = (id: string, { staff }: Directory): string =>
  staff.find((each) => each.id === id)?.name ?? id;

/** Whom the director may think of awarding; nothing where there is nobody. */
function worthyLines({ excellent, praised }: WorthAwarding, directory: Directory, language: Language) {
  const { list } = WORDS[language];
  const times = [
    ...praised.people.map(([id, count]) => timesLine(personName(id, directory), count, language)),
    ...praised.sections.map(([id, count]) =>
      timesLine(sectionName(id, directory, language), count, language),
    ),
  ];
  return [
    ...(excellent.length === 0
      ? []
      : [RUNNING_A[language](list(excellent.map((id) => personName(id, directory))))]),
    ...(times.length === 0 ? [] : [PRAISED[language](list(times))]),
  ];
}
