/** Whom the reader may award, by the rule that the API judges by (contract section 6). */
import { mayAward } from '../../../shared/domain/assessment/award-granters.ts';
import { choiceOf } from '../../parts/whom.ts';
import { actingAt } from '../../session/acting.ts';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { sitesOf, useDirectories } from '../../session/sites.ts';
import { called, type Language, useWords } from '../../words/words.ts';

type Choice = readonly [choice: string, name: string];

export interface Awardable {
  readonly sections: readonly Choice[];
  readonly people: readonly Choice[];
}

/** Of these directories, the reader's own first; sections are awarded at one's own site alone. Pure. */
export function awardableAt(
  directories: readonly Schemas['Organisation'][],
  me: Schemas['Me'],
  language: Language,
): Awardable {
  const people = new Map<string, string>();
  const sections: Choice[] = [];
  for (const read of directories) {
    const acting = actingAt(read, me);
    if (acting === undefined) continue;
    const may = (about: Schemas['Awarded']) => mayAward(acting.actors, about, acting.directory);
    for (const { id, name, active } of read.people) {
      if (active && may({ person: id })) people.set(choiceOf({ person: id }), name);
    }
    if (read.site.id !== me.site?.id) continue;
    for (const section of read.sections) {
      if (may({ section: section.id })) {
        sections.push([choiceOf({ section: section.id }), called(section, language)]);
      }
    }
  }
  return { sections, people: [...people] };
}

/** As far as the directories have come; undefined while none has. */
export function useAwardable(): Awardable | undefined {
  const { me } = useReader();
  const { language } = useWords();
  const directories = useDirectories(sitesOf(me));
  return directories.size === 0 ? undefined : awardableAt([...directories.values()], me, language);
}
