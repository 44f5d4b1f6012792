/** How a case, an appeal and its review are signed. */
import { CASE_GRADES, DELIVERY_MEANS, REVIEW_OUTCOMES } from '../../../shared/domain/cases/case.ts';
import { SANCTIONS, SELF_CRITICISMS } from '../../../shared/domain/cases/sanctions.ts';
import { type Api, answered, type Schemas } from '../../session/api.ts';
import type { Allowed } from '../../signing/members.ts';
import type { Signing } from '../../signing/signing.ts';
import { CASE_BOOK, REVIEW_BOOK } from './case-book.ts';
import type { CaseCodes } from './case-codes.ts';
import type { zh } from './cases.zh.ts';

interface With {
  readonly api: Api;
  readonly page: typeof zh;
  readonly codes: CaseCodes;
  readonly refresh: () => void;
  /** The id of who signs. */
  readonly reader: string;
}

type Option = readonly [code: string, name: string];

/** What somebody may still enter as carried out: of their own case their self-criticisms alone. Pure. */
export function leftToCarryOut(
  { about, sanctions = [], carriedOut = [] }: Pick<Schemas['Case'], 'about' | 'sanctions' | 'carriedOut'>,
  reader: string,
): readonly string[] {
  const isTheirs = (sanction: (typeof sanctions)[number]) =>
    about !== reader || SELF_CRITICISMS.includes(sanction);
  return sanctions.filter(
    (sanction) => isTheirs(sanction) && !carriedOut.some((done) => done.sanction === sanction),
  );
}

const optionsOf = (shown: Schemas['Case'], { codes, reader }: With) => {
  const { names = {} } = shown;
  const called = (list: readonly string[], words: Readonly<Record<string, string>>): readonly Option[] =>
    list.map((code) => [code, words[code] ?? code]);
  return (member: string, { choices }: Allowed): readonly Option[] => {
    switch (member) {
      case 'grade':
        return called(CASE_GRADES, codes.grades);
      case 'means':
        return called(DELIVERY_MEANS, codes.means);
      case 'outcome':
        return called(REVIEW_OUTCOMES, codes.outcomes);
      case 'sanction':
        return called(leftToCarryOut(shown, reader), codes.sanctions);
      case 'sanctions':
        return called(choices?.sanctions ?? SANCTIONS, codes.sanctions);
      default:
        return called(choices?.[member as 'witness'] ?? [], names);
    }
  };
};

export function caseSigning(shown: Schemas['Case'], given: With): Signing {
  const { id, version, allowedSteps, names = {}, about } = shown;
  const { api, page, codes, refresh } = given;
  const path = { id };
  const header = (key: string) => ({ 'Idempotency-Key': key, 'If-Match': `"${version}"` });
  return {
    ...{ id, version, allowedSteps, names, refresh },
    book: CASE_BOOK,
    signer: names[about] ?? '',
    said: { ...codes, effects: page.effects, members: page.members },
    options: optionsOf(shown, given),
    async send({ step, ...rest }, { key, attached }) {
      const body = { ...rest, ...(await attached()) };
      if (step === 'appeal')
        return answered(
          api.POST('/cases/{id}/appeals', {
            params: { path, header: header(key) },
            body: body as Schemas['Appeal'],
          }),
        );
      return answered(
        api.POST('/cases/{id}/sign-offs', {
          params: { path, header: header(key) },
          body: { step, ...body } as Schemas['CaseSignOff'],
        }),
      );
    },
  };
}

/** The decision about the appeal that runs. */
export function reviewSigning(
  shown: Schemas['Case'],
  { level, allowedSteps }: Schemas['AppealRead'],
  given: With,
): Signing {
  const { api, page, codes } = given;
  const { id, version, names = {} } = shown;
  return {
    ...caseSigning(shown, given),
    id: `${id} ${level}`,
    allowedSteps,
    book: REVIEW_BOOK,
    said: { ...codes, effects: { decide: page.reviewEffect }, members: page.members },
    names,
    send: (body, { key }) =>
      answered(
        api.POST('/cases/{id}/appeals/{level}/sign-offs', {
          params: {
            path: { id, level },
            header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` },
          },
          body: body as Schemas['Review'],
        }),
      ),
  };
}
