/** How a table says things to its reader: in their language, times as the site's clocks show them. */
import { localTime } from '../../shared/domain/kernel/local-time.ts';
import type { Directory, Language } from '../../shared/domain/model/directory.ts';
import { sectionOf } from '../../shared/domain/organisation/organisation.ts';
import type { Words } from '../../shared/words/said.ts';

export function csvWords(directory: Directory, language: Language) {
  const isChinese = language === 'zh-CN';
  return {
    /** A heading, or a word that no code of the contract stands for. */
    say: (zh: string, en: string) => (isChinese ? zh : en),
    time: (at: string | undefined) => at && localTime(at, directory.site.timeZone),
    /** A code of the contract, which is a word to English readers as it is. */
    word: <T extends string>(words: Words<T>, code: T | undefined) =>
      code && (isChinese ? words[code][language] : code),
    person: (id: string | undefined) => directory.staff.find((each) => each.id === id)?.name ?? id,
    section: (id: string | undefined) => {
      const found = sectionOf(directory, id);
      return found === undefined ? id : isChinese ? found.zh : found.name;
    },
  };
}
