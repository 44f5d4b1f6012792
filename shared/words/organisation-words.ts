/** What the codes of the organisation directory are called: in files of people, on pages and in the API description. */
import type { Language, RobotFormat, SectionFunction } from '../domain/model/directory.ts';
import type { Role } from '../domain/model/roles.ts';
import { said, type Words } from './said.ts';

export const ROLE_WORDS: Words<Role> = {
  resident: said('住户', 'resident'),
  receptionist: said('接待员', 'receptionist'),
  worker: said('员工', 'worker'),
  supervisor: said('主管', 'supervisor'),
  manager: said('经理', 'manager'),
  director: said('主任', 'director'),
  'deputy-director': said('副主任', 'deputy director'),
  administrator: said('行政人员', 'administrator'),
  hr: said('人事', 'personnel'),
  overseer: said('上级监督', 'overseer'),
};

export const SECTION_FUNCTION_WORDS: Words<SectionFunction> = {
  'customer-service': said('客服', 'customer service'),
  repair: said('维修', 'repairs'),
};

export const ROBOT_FORMAT_WORDS: Words<RobotFormat> = {
  json: said('JSON 接口', 'JSON'),
  wecom: said('企业微信', 'WeCom'),
  dingtalk: said('钉钉', 'DingTalk'),
};

export const LANGUAGE_WORDS: Words<Language> = {
  'zh-CN': said('中文', 'Chinese'),
  en: said('英文', 'English'),
};
