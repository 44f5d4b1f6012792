/** Sites and sections as they are typed, and the bodies that are sent of them. Pure. */
import type { Schemas } from '../../session/api.ts';

export interface TypedRobot {
  readonly format?: string | undefined;
  readonly url?: string | undefined;
}

export interface TypedPlace {
  /** Of what is new. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly zh?: string | undefined;
  readonly robots?: readonly TypedRobot[] | undefined;
}

export interface TypedSite extends TypedPlace {
  readonly timeZone?: string | undefined;
  readonly phone?: string | undefined;
  readonly language?: string | undefined;
}

export interface TypedSection extends TypedPlace {
  readonly function?: string | undefined;
}

/** What was left empty is not sent; what is needed and not there is refused at its field. */
function placeOf({ name = '', zh = '', robots = [] }: TypedPlace) {
  return {
    name: name.trim(),
    zh: zh.trim(),
    ...(robots.length === 0
      ? {}
      : { robots: robots.map(({ format = '', url = '' }) => ({ format, url: url.trim() })) }),
  };
}

export const siteBodyOf = ({ timeZone = '', phone, language, ...place }: TypedSite): Schemas['SiteBody'] =>
  ({
    ...placeOf(place),
    timeZone: timeZone.trim(),
    ...(phone?.trim() ? { phone: phone.trim() } : {}),
    ...(language ? { language } : {}),
  }) as Schemas['SiteBody'];

export const sectionBodyOf = ({ function: what, ...place }: TypedSection): Schemas['SectionBody'] =>
  ({ ...placeOf(place), ...(what ? { function: what } : {}) }) as Schemas['SectionBody'];

/** The headers of a PUT of what is there, on the version that was read; one that was never changed is in its first. */
export const onVersion = (read: { readonly version?: number } | undefined) =>
  read === undefined ? {} : { 'If-Match': `"${read.version ?? 1}"` };
