/**
 * What the account of somebody in the directory is to be, and the steps that lead there from the one that is found. The
 * steps of an account that is as it is to be are none, so that whoever was cut short begins again from the start.
 */
import type { Person } from '../../shared/domain/model/directory.ts';
import { isStaff } from '../../shared/domain/model/roles.ts';

/** What a user pool keeps of a person, under its own names. */
export const ATTRIBUTES = ['email', 'phone_number', 'name', 'locale'] as const;
export type AttributeName = (typeof ATTRIBUTES)[number];
export type Attributes = Readonly<Partial<Record<AttributeName, string>>>;

/** An account as the pool has it. */
export interface Account {
  readonly username: string;
  readonly isOpen: boolean;
  /** Whether its owner has ever chosen a password. */
  readonly isUsed: boolean;
  readonly attributes: Attributes;
}

export type AccountStep =
  | { readonly kind: 'make'; readonly attributes: Attributes }
  /** Of what nobody ever used: made again, so that the password that went to the old address opens nothing. */
  | { readonly kind: 'remake'; readonly attributes: Attributes }
  /** What of the named attributes has no value is to have none. */
  | { readonly kind: 'change'; readonly names: readonly AttributeName[]; readonly values: Attributes }
  | { readonly kind: 'invite' | 'open' | 'close' };

/** Why nobody can have an account by such an id. */
export type AccountFault = 'capitals' | 'at-sign';

export interface AccountPlan {
  readonly steps: readonly AccountStep[];
  readonly fault?: AccountFault;
  /** Residents whom no invitation can reach have none. */
  readonly isLeftOut?: boolean;
}

const NOTHING: AccountPlan = { steps: [] };

/**
 * The steps to the account of a person.
 * @param found theirs, or undefined where they have none
 * @param isInvitedAgain whether whoever never logged in is to have another invitation
 */
export function planAccount(
  person: Person,
  found: Account | undefined,
  isInvitedAgain: boolean,
): AccountPlan {
  if (!person.active) return found?.isOpen === true ? { steps: [{ kind: 'close' }] } : NOTHING;
  const attributes = attributesOf(person);
  if (found !== undefined) return { steps: stepsFrom(found, person.id, attributes, isInvitedAgain) };
  if (attributes.email === undefined && !isStaff(person)) return { steps: [], isLeftOut: true };
  const fault = faultOf(person.id);
  if (fault !== undefined) return { steps: [], fault };
  return { steps: [{ kind: 'make', attributes }] };
}

function stepsFrom(
  found: Account,
  id: string,
  wanted: Attributes,
  isInvitedAgain: boolean,
): readonly AccountStep[] {
  const differing = ATTRIBUTES.filter((name) => !isSame(wanted[name], found.attributes[name]));
  const isElsewhere = differing.includes('email') && wanted.email !== undefined;
  if (isElsewhere && !found.isUsed && found.username === id) return [{ kind: 'remake', attributes: wanted }];
  const canBeInvited = isInvitedAgain && !found.isUsed && wanted.email !== undefined;
  return [
    ...(differing.length === 0 ? [] : [{ kind: 'change', names: differing, values: wanted } as const]),
    ...(found.isOpen ? [] : [{ kind: 'open' } as const]),
    ...(canBeInvited ? [{ kind: 'invite' } as const] : []),
  ];
}

/** A pool that takes small letters for capitals gives every text back in small ones. */
const isSame = (one: string | undefined, other: string | undefined) =>
  one?.toLowerCase() === other?.toLowerCase();

/** The pool gives user names out in small letters, and takes none that could be a mail address. */
function faultOf(id: string): AccountFault | undefined {
  if (id !== id.toLowerCase()) return 'capitals';
  return id.includes('@') ? 'at-sign' : undefined;
}

function attributesOf({ email, phone, name, language = 'zh-CN' }: Person): Attributes {
  const dialled = phone === undefined ? undefined : internationally(phone);
  return {
    ...(email !== undefined && { email }),
    ...(dialled !== undefined && { phone_number: dialled }),
    name,
    locale: language,
  };
}

const AS_IT_IS_DIALLED = /^\+[1-9]\d{6,14}$/;
const CHINESE_MOBILE = /^(?:(?:00)?86)?(1[3-9]\d{9})$/;

/**
 * A telephone number as E.164 has it, which is the only form that a pool takes; undefined of one whose country it does not
 * say. What looks like a mobile number of mainland China is one.
 */
export function internationally(phone: string): string | undefined {
  const digits = phone.replaceAll(/[ ()-]/g, '');
  if (AS_IT_IS_DIALLED.test(digits)) return digits;
  const [, mobile] = CHINESE_MOBILE.exec(digits) ?? [];
  return mobile && `+86${mobile}`;
}
