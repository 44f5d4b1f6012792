/** The effect of a site's changes: the schedule of its assessments. */

import { setMonthly } from '../../shared/effects/monthly.ts';
import type { Outbox } from './outbox.ts';

/** Sets a site's schedule by what the table says of it now. */
export async function applySiteEffects({ directories, timers, now }: Outbox, id: string): Promise<void> {
  const site = (await directories(id, now))?.site;
  if (site !== undefined) await setMonthly(timers, site);
}
