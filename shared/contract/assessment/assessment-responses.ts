/** What assessments answer (contract section 6), as schemas. */
import * as z from 'zod';
import { ASSESSMENT_GRADES } from '../../domain/assessment/assessment.ts';
import { FIGURES } from '../../domain/assessment/figures.ts';
import { namesMember } from '../names.ts';

const id = z.string().min(1);

/** Of several sites each row says of which it is. */
const ofSite = { site: id.optional() };

const figureOf = <Value extends z.ZodType>(value: Value) =>
  z.object({
    value: value.nullable(),
    numerator: z.number(),
    denominator: z.number(),
    excluded: z.number(),
  });

const figure = figureOf(z.number().min(0)).meta({
  id: 'Figure',
  description: 'A share from 0 to 1, null without a denominator; a number of things is counted over 1.',
});
const score = figureOf(z.number().min(0).max(100)).meta({
  id: 'Score',
  description: 'The denominator is how many figures the mean is of, the numerator their sum.',
});
const grade = figureOf(z.enum(ASSESSMENT_GRADES)).meta({ id: 'Grade' });

/** What months have that were frozen before `praised` was counted. */
const EVER = FIGURES.filter((name) => name !== 'praised');

const figures = z
  .object({
    ...(Object.fromEntries(EVER.map((name) => [name, figure])) as {
      [F in Exclude<(typeof FIGURES)[number], 'praised'>]: typeof figure;
    }),
    praised: figure.optional().meta({
      description:
        'How often praise of them was answered; months that were frozen before it was counted have none.',
    }),
    score,
    grade,
  })
  .meta({ id: 'Figures' });

const correction = z
  .object({
    ...ofSite,
    sheet: z.ulid().optional(),
    case: id.optional(),
    at: z.iso.datetime(),
    figure: z.enum(FIGURES),
    person: id.optional(),
    section: id.optional(),
    numerator: z.int(),
    denominator: z.int(),
    excluded: z.int(),
  })
  .meta({
    id: 'Correction',
    description: 'By how much a figure would differ, had the month been frozen now.',
  });

const frame = { month: z.string().meta({ examples: ['2026-11'] }), state: z.enum(['live', 'frozen']) };

export const assessmentResponse = z
  .object({
    ...frame,
    sections: z.array(z.object({ ...ofSite, id, figures })),
    people: z.array(z.object({ ...ofSite, id, section: id.optional(), figures })),
    corrections: z.array(correction),
    ...namesMember,
  })
  .meta({ id: 'Assessment', description: 'Who keeps which promise (考核).' });

const behind = z.object({
  sheet: z.ulid().optional(),
  case: id.optional(),
  number: z.string().optional(),
  counts: z.enum(['yes', 'no', 'excluded']),
});

export const personAssessmentResponse = z
  .object({
    ...frame,
    id,
    section: id.optional(),
    figures: z.record(z.string(), z.looseObject({ sheets: z.array(behind).optional() })),
    unlisted: z.int().min(0).meta({
      description:
        'Complaints against somebody, which a frozen month counts and lists for nobody; of a live month 0.',
    }),
    nextCursor: z
      .string()
      .optional()
      .meta({ description: 'There are more sheets behind the figures, which are whole on each page.' }),
    ...namesMember,
  })
  .meta({ id: 'PersonAssessment', description: 'The sheets behind every figure of one person.' });

export const sectionAssessmentResponse = personAssessmentResponse
  .omit({ section: true })
  .meta({ id: 'SectionAssessment', description: 'The sheets behind every figure of one section.' });

export const companyResponse = z
  .object({
    month: frame.month,
    sites: z.array(
      z
        .object({ id, state: frame.state, sections: z.array(z.object({ id, figures })) })
        .meta({ id: 'CompanySite' }),
    ),
    ...namesMember,
  })
  .meta({ id: 'Company', description: "The sections of the reader's sites side by side." });
