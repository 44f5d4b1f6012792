/** The pages of the console: one row each, with who finds it in the bar. Whoever types an address is answered by the API. */
import type { ComponentType } from 'preact';
import { askWords } from '../pages/ask/ask-words.ts';
import { assessmentWords } from '../pages/assessment/assessment-words.ts';
import { awardsWords } from '../pages/awards/awards-words.ts';
import { casesWords } from '../pages/cases/cases-words.ts';
import { commitmentsWords } from '../pages/commitments/commitments-words.ts';
import { dutyWords } from '../pages/duty/duty-words.ts';
import { mineWords } from '../pages/mine/mine-words.ts';
import { noticesWords } from '../pages/notices/notices-words.ts';
import { openWords } from '../pages/open/open-words.ts';
import { organisationWords } from '../pages/organisation/organisation-words.ts';
import { outboxWords } from '../pages/outbox/outbox-words.ts';
import { registersWords } from '../pages/registers/registers-words.ts';
import { settingsWords } from '../pages/settings/settings-words.ts';
import { SheetPage } from '../pages/sheet/sheet-page.tsx';
import { sheetsWords } from '../pages/sheets/sheets-words.ts';
import { wallWords } from '../pages/wall/wall-words.ts';
import { WorkPage } from '../pages/work/work-page.tsx';
import { guarded } from '../parts/guarded.tsx';
import { lazyPage, type PageProps } from '../parts/lazy-page.tsx';
import type { Tabbed } from '../shell/bar.tsx';
import type { Lists } from '../shell/list-beside.tsx';

export interface PageRow extends Tabbed {
  /** Below `/app`, as wouter reads it. */
  readonly path: string;
  readonly Page: ComponentType<PageProps>;
}

/** Who keeps the directory beside the office. */
const ABOVE = ['administrator', 'hr', 'overseer'];

/** What sheets are opened from, and what stands beside them at a desk. */
export const LISTS: Lists = {
  work: guarded(WorkPage),
  sheets: lazyPage(sheetsWords, () => import('../pages/sheets/sheets-page.tsx')),
};

/** In the order of the bar; of two that fit an address the first is shown. */
export const PAGES: readonly PageRow[] = [
  {
    path: '/work',
    Page: LISTS.work,
    tab: { label: 'work', icon: 'work', who: ({ isStaff }) => isStaff },
  },
  {
    path: '/mine',
    Page: lazyPage(mineWords, () => import('../pages/mine/mine-page.tsx')),
    tab: { label: 'mine', icon: 'work', who: ({ isStaff }) => !isStaff },
  },
  {
    path: '/ask',
    Page: lazyPage(askWords, () => import('../pages/ask/ask-page.tsx')),
    tab: { label: 'ask', icon: 'add', who: ({ isStaff }) => !isStaff },
  },
  {
    path: '/open',
    Page: lazyPage(openWords, () => import('../pages/open/open-page.tsx')),
    tab: { label: 'open', icon: 'add', who: ({ isStaff }) => isStaff },
  },
  {
    path: '/sheets',
    Page: LISTS.sheets,
    tab: { label: 'sheets', icon: 'sheets', who: ({ isStaff }) => isStaff },
  },
  { path: '/sheets/:id', Page: guarded(SheetPage) },
  { path: '/notices', Page: lazyPage(noticesWords, () => import('../pages/notices/notices-page.tsx')) },
  { path: '/settings', Page: lazyPage(settingsWords, () => import('../pages/settings/settings-page.tsx')) },
  { path: '/outbox', Page: lazyPage(outboxWords, () => import('../pages/outbox/outbox-page.tsx')) },
  {
    path: '/month/:month?',
    Page: lazyPage(assessmentWords, () => import('../pages/assessment/month-page.tsx')),
    tab: { label: 'month', icon: 'month', who: ({ isStaff }) => isStaff },
  },
  {
    path: '/people/:id',
    Page: lazyPage(assessmentWords, () => import('../pages/assessment/person-page.tsx')),
  },
  {
    path: '/sections/:id',
    Page: lazyPage(assessmentWords, () => import('../pages/assessment/section-page.tsx')),
  },
  {
    path: '/company/:month?',
    Page: lazyPage(assessmentWords, () => import('../pages/assessment/company-page.tsx')),
    tab: { label: 'company', icon: 'month', who: ({ isAbove }) => isAbove },
  },
  {
    path: '/registers/:name?',
    Page: lazyPage(registersWords, () => import('../pages/registers/registers-page.tsx')),
    tab: { label: 'registers', icon: 'paper', who: ({ isDesk, isOffice }) => isDesk || isOffice },
  },
  {
    path: '/cases',
    Page: lazyPage(casesWords, () => import('../pages/cases/list-page.tsx')),
    tab: {
      label: 'cases',
      icon: 'case',
      who: ({ isStaff }) => isStaff,
      leadsTo: ['/awards', '/consequences'],
    },
  },
  { path: '/cases/new', Page: lazyPage(casesWords, () => import('../pages/cases/opening-page.tsx')) },
  { path: '/cases/:id', Page: lazyPage(casesWords, () => import('../pages/cases/case-page.tsx')) },
  {
    path: '/awards',
    Page: lazyPage(awardsWords, () => import('../pages/awards/awards-page.tsx')),
    tab: { label: 'awards', icon: 'case' },
  },
  { path: '/awards/new', Page: lazyPage(awardsWords, () => import('../pages/awards/granting-page.tsx')) },
  {
    path: '/consequences',
    Page: lazyPage(assessmentWords, () => import('../pages/assessment/consequences-page.tsx')),
    tab: { label: 'consequences', icon: 'case' },
  },
  {
    path: '/organisation',
    Page: lazyPage(organisationWords, () => import('../pages/organisation/organisation-page.tsx')),
    tab: {
      label: 'organisation',
      icon: 'people',
      who: ({ role, leads, isOffice }) => leads || isOffice || ABOVE.includes(role),
    },
  },
  {
    path: '/organisation/sites/:site',
    Page: lazyPage(organisationWords, () => import('../pages/organisation/site-page.tsx')),
  },
  {
    path: '/organisation/sections/:section',
    Page: lazyPage(organisationWords, () => import('../pages/organisation/section-page.tsx')),
  },
  {
    path: '/organisation/:id',
    Page: lazyPage(organisationWords, () => import('../pages/organisation/person-page.tsx')),
  },
  {
    path: '/duty/:section?',
    Page: lazyPage(dutyWords, () => import('../pages/duty/duty-page.tsx')),
    tab: { label: 'duty', icon: 'left', who: ({ leads }) => leads },
  },
  {
    path: '/commitments/:section?',
    Page: lazyPage(commitmentsWords, () => import('../pages/commitments/commitments-page.tsx')),
    tab: { label: 'commitments', icon: 'done', who: ({ role }) => role === 'manager' || role === 'director' },
  },
  {
    path: '/wall',
    Page: lazyPage(wallWords, () => import('../pages/wall/wall-page.tsx')),
    tab: { label: 'wall', icon: 'wall', who: ({ isDesk, isOffice }) => isDesk || isOffice },
  },
];

/** Where somebody begins: residents at what is theirs, staff at what is to do. */
export const startOf = ({ role }: { readonly role: string }) => (role === 'resident' ? '/mine' : '/work');
