/** What an imported table of people may call its columns, and the words that it may use in them. */
import type { Language } from '../../shared/domain/model/directory.ts';
import { ROLES, type Role } from '../../shared/domain/model/roles.ts';
import { ROLE_WORDS } from '../../shared/words/organisation-words.ts';

export const PERSON_COLUMNS = [
  'id',
  'name',
  'role',
  'section',
  'email',
  'phone',
  'address',
  'language',
  'active',
] as const;
export type PersonColumn = (typeof PERSON_COLUMNS)[number];

export const REQUIRED: readonly PersonColumn[] = ['id', 'name', 'role'];

/** Headers as an office in China writes them. */
const IN_CHINESE: { readonly [C in PersonColumn]: readonly string[] } = {
  id: ['编号', '工号', '账号'],
  name: ['姓名'],
  role: ['职务', '岗位', '角色'],
  section: ['部门', '科室'],
  email: ['邮箱', '电子邮箱'],
  phone: ['电话', '手机', '联系电话'],
  address: ['地址', '住址', '房号'],
  language: ['语言'],
  active: ['在职', '状态'],
};

/** The column that a header means, or undefined. */
export function columnOf(header: string): PersonColumn | undefined {
  const text = header.trim().toLowerCase();
  return PERSON_COLUMNS.find((column) => column === text || IN_CHINESE[column].includes(text));
}

/** What else an office in China calls a role. */
const ALSO: { readonly [R in Role]?: string } = { resident: '业主', worker: '维修工' };

/** The role that a cell means by a word for it, or undefined. */
export const roleCalled = (word: string): Role | undefined =>
  ROLES.find((role) => ROLE_WORDS[role]['zh-CN'] === word || ALSO[role] === word);

export const LANGUAGE_WORDS: Readonly<Record<string, Language>> = {
  中文: 'zh-CN',
  zh: 'zh-CN',
  英文: 'en',
  english: 'en',
};

/** Whether somebody is there; a cell that is left empty says so. */
export const ACTIVE_WORDS: Readonly<Record<string, boolean>> = {
  '': true,
  true: true,
  yes: true,
  '1': true,
  是: true,
  在职: true,
  false: false,
  no: false,
  '0': false,
  否: false,
  离职: false,
};
