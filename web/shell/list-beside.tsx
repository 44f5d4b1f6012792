import type { ComponentType } from 'preact';
import { useRoute, useSearchParams } from 'wouter-preact';
import { LIST, OF_SHEETS, PlaceContext } from '../parts/beside.ts';
import { useWide } from '../parts/wide.ts';
import { useStanding } from '../session/standing.ts';
import { usePreferences } from './preferences.tsx';

/** The lists that sheets are opened from. */
export interface Lists {
  readonly work: ComponentType;
  readonly sheets: ComponentType;
}

/** Whether a list has its place beside the page: at a desk, beside a sheet; never where everything is in one column (长辈版). */
export function useHasList(): boolean {
  const [isSheet] = useRoute('/sheets/:id');
  const isWide = useWide();
  const { isStaff } = useStanding();
  const { large } = usePreferences().appearance;
  return isSheet && isWide && isStaff && !large;
}

/** The list that the sheet was opened from; it stays where it is while one goes from sheet to sheet. */
export function ListBeside({ work: Work, sheets: Sheets }: Lists) {
  const [address] = useSearchParams();
  const List = address.get(LIST) === OF_SHEETS ? Sheets : Work;
  return (
    <PlaceContext.Provider value="as-list">
      <div class="beside">
        <List />
      </div>
    </PlaceContext.Provider>
  );
}
