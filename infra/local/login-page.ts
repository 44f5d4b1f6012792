/** The page on which one picks who one is, on a local cloud. */
import type { ProblemResponse } from '../../shared/contract/problem.ts';
import type { Language } from '../../shared/domain/model/directory.ts';
import type { Role } from '../../shared/domain/model/roles.ts';
import { html } from '../../shared/mail/html.ts';
import { ROLE_WORDS } from '../../shared/words/organisation-words.ts';

export interface Pickable {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** What the section of this person is called, if they have one. */
  readonly section?: { readonly zh: string; readonly name: string } | undefined;
}

const WORDS: Readonly<
  Record<Language, { readonly title: string; readonly why: string; readonly nobody: string }>
> = {
  'zh-CN': {
    title: '您是哪一位？',
    why: '这是本机试用环境，不需要密码：点一个人，就以这个人的身份登录。',
    nobody: '组织名录里还没有人。请设置 FIRST_ADMINISTRATOR 后重新启动。',
  },
  en: {
    title: 'Who are you?',
    why: 'This is a trial on your own machine and asks for no password: choose somebody to log in as them.',
    nobody: 'The directory is empty. Start again with FIRST_ADMINISTRATOR set.',
  },
};

const STYLE = html`<style>
:root { color-scheme: light dark }
body { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; color: light-dark(#1b2430, #e8ecf1); background: light-dark(#fbfaf7, #14181d); font: 1rem/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { font-size: 1.6rem; line-height: 1.3 }
ul { margin: 1.5rem 0; padding: 0; list-style: none }
a { display: flex; justify-content: space-between; gap: 1rem; padding: 0.8rem 0.2rem; border-bottom: 1px solid light-dark(#d9d6cf, #38414c); color: inherit; text-decoration: none }
a:hover strong, a:focus-visible strong { text-decoration: underline }
a:focus-visible { outline: 3px solid light-dark(#1f4e8c, #8db8f0) }
span { color: light-dark(#56606c, #aab4c0) }
</style>`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** A list of people, each a link back to where this page came from, with `person` in its query. */
export function pickerPage({
  people,
  query,
  language,
}: {
  readonly people: readonly Pickable[];
  readonly query: URLSearchParams;
  readonly language: Language;
}): ProblemResponse {
  const words = WORDS[language];
  const isEnglish = language === 'en';
  const as = (id: string) => `/authorize?${new URLSearchParams([...query, ['person', id]])}`;
  const post = ({ role, section }: Pickable) =>
    [section && (isEnglish ? section.name : section.zh), ROLE_WORDS[role][language]]
      .filter(Boolean)
      .join(isEnglish ? ', ' : ' · ');
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
${STYLE}
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${people.length === 0 ? words.nobody : words.why}</p>
<ul>${people.map((person) => html`<li><a href="${as(person.id)}"><strong>${person.name}</strong> <span>${post(person)}</span></a></li>\n`)}</ul>
</main>
</body>
</html>
`.toString();
  return { statusCode: 200, headers: { ...HEADERS, 'content-language': language }, body };
}
