/** Who is told of an award: whom it is of, and the leads of their section (contract section 6). */
import type { Award } from '../domain/model/award.ts';
import type { Directory, Language, Person } from '../domain/model/directory.ts';
import { addresseesOf, insteadOf } from '../domain/notices/addressees.ts';
import type { Notice } from '../domain/notices/notices.ts';
import { leads, sectionOf, staffOf } from '../domain/organisation/organisation.ts';
import { AWARD_KIND_WORDS } from '../words/award-words.ts';

const BETWEEN = ' · ';

/** The notices of an award as it was granted or, once it is withdrawn, of that; nobody is told twice of either. */
export function noticesOfAward(award: Award, directory: Directory): readonly Notice[] {
  const { id, site, about, section = about.section, kind, month, at, withdrawn, version: seq } = award;
  const whoLeads = staffOf(directory, section).filter((person) => leads(person, section));
  const told = [...directory.staff.filter((person) => person.id === about.person), ...whoLeads];
  const path = about.person === undefined ? `/sections/${section}` : `/people/${about.person}`;
  return addresseesOf(told, directory, () => false).map((reader) => {
    const { language = 'zh-CN' } = reader.person;
    const of = [calledIn(about, directory, language), AWARD_KIND_WORDS[kind][language], month ?? ''];
    return {
      person: reader.person.id,
      kind: withdrawn === undefined ? 'award' : 'award-withdrawn',
      // The notice is about no sheet. It is known by the award and the entry of its ledger.
      sheet: `award-${id}`,
      number: about.person ?? about.section ?? '',
      site,
      subject: of.filter((part) => part !== '').join(BETWEEN),
      clause: 'B3c',
      message: withdrawn?.reason ?? award.reason,
      path,
      ...insteadOf(reader),
      at: withdrawn?.at ?? at,
      seq,
    };
  });
}

function calledIn({ person, section }: Award['about'], directory: Directory, language: Language): string {
  const found = sectionOf(directory, section);
  const one: Person | undefined = directory.staff.find(({ id }) => id === person);
  return one?.name ?? (language === 'en' ? found?.name : found?.zh) ?? person ?? section ?? '';
}
