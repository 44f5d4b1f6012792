/** Figures as they are read. Pure. */
import { COUNTED, type FigureName } from '../../../shared/domain/assessment/figures.ts';
import type { Schemas } from '../../session/api.ts';

type Figure = Schemas['Figure'];

const TENTH = 1;

/** A share in percent with one digit at most after the point, such as `86.7%`. */
export function percent(value: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: TENTH }).format(value);
}

/** Whether the figure is a number of things; else it is a share of them. */
export const isNumber = (name: string): boolean => COUNTED.includes(name as FigureName);

/** Whether there is anything to look at behind it. */
export const counted = ({ numerator, denominator, excluded }: Figure): boolean =>
  numerator > 0 || denominator > 0 || excluded > 0;
