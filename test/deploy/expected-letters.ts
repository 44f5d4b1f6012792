/** Who is told what of the sheets and cases of the check, and who is told nothing (contract section 3, "Mail"). */
import type { Cases } from './cases.ts';
import type { Complaints } from './complaints.ts';
import type { Kept, Told } from './letters.ts';

/** The letters about the archived repair, the late one, the complaints and the cases. */
export const lettersAbout = (
  archived: string,
  late: string,
  { againstSupervisor, againstDesk }: Complaints,
  { appealed, undelivered }: Cases,
): readonly Told[] => [
  { to: 'engineeringManager', about: archived, headline: /^移交本部门/ },
  { to: 'engineer', about: archived, headline: /^已签收，由您办理/ },
  { to: 'resident', about: archived, headline: /^您的事项已登记/ },
  { to: 'resident', about: archived, headline: /^您的事项已安排办理/ },
  { to: 'receptionist', about: late, headline: /^时限提醒：移交/ },
  { to: 'receptionist', about: late, headline: /^移交逾期/ },
  { to: 'deskManager', about: late, headline: /^逾期上报（第 1 级）：移交逾期/ },
  { to: 'engineeringManager', about: late, headline: /^移交本部门/ },
  { to: 'director', about: againstSupervisor, headline: /^新投诉/ },
  { to: 'director', about: againstDesk, headline: /^新投诉/ },
  { to: 'engineer', about: appealed, headline: /^问责决定已送达/ },
  { to: 'deskManager', about: appealed, headline: /^请复核一件申述/ },
  { to: 'engineer', about: appealed, headline: /^复核结果已送达/ },
  { to: 'engineeringManager', about: undelivered, headline: /^送达逾期/ },
  { to: 'director', about: undelivered, headline: /^逾期上报（第 1 级）：送达逾期/ },
  { to: 'engineer', about: undelivered, headline: /^问责决定已送达/ },
];

/** The authority alone is told of a complaint against who leads, or against customer service. */
export const keptFrom = ({ againstSupervisor, againstDesk }: Complaints): readonly Kept[] => [
  { to: 'engineeringSupervisor', about: againstSupervisor },
  { to: 'engineeringManager', about: againstSupervisor },
  { to: 'deskManager', about: againstSupervisor },
  { to: 'receptionist', about: againstDesk },
  { to: 'deskManager', about: againstDesk },
];
