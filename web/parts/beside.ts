/** A list that stands beside the sheet that was opened from it; the address of the sheet says which list, and how it is narrowed. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useSearch } from 'wouter-preact';
import { useWide } from './wide.ts';

/** How a page stands: alone, with a list beside it, or as that list, which leaves to the page what is said once. */
export type Place = 'alone' | 'with-list' | 'as-list';

export const PlaceContext = createContext<Place>('alone');
export const usePlace = (): Place => useContext(PlaceContext);

/** In the address of a sheet: its list is that of all sheets. Without it, it is what is to do. */
export const LIST = 'list';
export const OF_SHEETS = 'sheets';

/** Goes along to the list of all sheets, whose reader is to type at once what they look for. */
export const FIND = 'find';

/** What belongs to the sheet alone. */
const OF_THE_SHEET = 'sign';

/**
 * Gives the address of a sheet as it is opened from a list.
 * @param list what leads to it; where there is no room for the list beside it, the address does without
 */
export function useOpening(list?: typeof OF_SHEETS): (id: string) => string {
  const isWide = useWide();
  const kept = new URLSearchParams(useSearch());
  kept.delete(OF_THE_SHEET);
  if (list !== undefined) kept.set(LIST, list);
  const search = isWide ? kept.toString() : '';
  return (id) => `/sheets/${id}${search && `?${search}`}`;
}
