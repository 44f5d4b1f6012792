/** The pages of the console: one row each, with who finds it in the bar. Whoever types an address is answered by the API. */
import type { ComponentType } from 'preact';
import { SheetPage } from '../pages/sheet/sheet-page.tsx';
import { WorkPage } from '../pages/work/work-page.tsx';
import type { PageProps } from '../parts/lazy-page.tsx';
import type { Tabbed } from '../shell/bar.tsx';

export interface PageRow extends Tabbed {
  /** Below `/app`, as wouter reads it. */
  readonly path: string;
  readonly Page: ComponentType<PageProps>;
}

/** In the order of the bar; of two that fit an address the first is shown. */
export const PAGES: readonly PageRow[] = [
  { path: '/work', Page: WorkPage, tab: { label: 'work', icon: 'work', who: ({ isStaff }) => isStaff } },
  { path: '/sheets/:id', Page: SheetPage },
];

/** Where everybody begins. */
export const START = '/work';
