/** What differs between somebody, a site or a section before and after a change. Pure. */
const SAID = [
  'name',
  'role',
  'section',
  'email',
  'phone',
  'address',
  'language',
  'active',
  'leave',
  'standIn',
  'sites',
  'site',
  'zh',
  'timeZone',
  'function',
  'robots',
];

export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Known = Readonly<Record<string, unknown>> | null;

export const changedFields = (before: Known, after: Known): readonly ChangedField[] =>
  SAID.flatMap((field) => {
    const [was, is] = [before?.[field], after?.[field]];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }];
  });
