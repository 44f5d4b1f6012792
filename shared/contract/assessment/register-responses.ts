/** What the registers answer (contract section 6), as schemas. */
import * as z from 'zod';
import { HAND_OVER_STATES, HAND_OVER_STEPS } from '../../domain/model/history.ts';
import { CATEGORIES, CHANNELS, KINDS, STATUSES, URGENCIES } from '../../domain/model/sheet.ts';
import { namesMember } from '../names.ts';

const instant = z.iso.datetime();
const id = z.string().min(1);
const common = {
  sheet: z.ulid(),
  number: z.string(),
  at: instant,
  subject: z.string(),
  section: id.optional(),
  round: z.int().min(1),
};

const handOverRow = z
  .object({
    ...common,
    kind: z.enum(KINDS),
    entry: z.int().min(1),
    step: z.enum(HAND_OVER_STEPS),
    by: id.optional(),
    byName: z.string().optional(),
    byStandInFor: id.optional(),
    opinion: z.string().optional(),
    state: z.enum(HAND_OVER_STATES),
    receiver: id.optional(),
    receiverName: z.string().optional(),
    receiverStandInFor: id.optional(),
    receivedAt: instant.optional(),
    disputedBy: id.optional(),
    disputedByName: z.string().optional(),
    disputedAt: instant.optional(),
  })
  .meta({ id: 'HandOverRow', description: 'A line of the hand-over ledger (会签单交接记录本).' });

const repairRow = z
  .object({
    ...common,
    channel: z.enum(CHANNELS),
    category: z.enum(CATEGORIES).optional(),
    urgency: z.enum(URGENCIES).optional(),
    where: z.string().optional(),
    resident: z.string().optional(),
    phone: z
      .string()
      .optional()
      .meta({ examples: ['138****5678'] }),
    firstContact: id,
    handler: id.optional(),
    handlerName: z.string().optional(),
    arrivedAt: instant.optional(),
    completedAt: instant.optional(),
    returnedAt: instant.optional(),
    status: z.enum(STATUSES),
  })
  .meta({ id: 'RepairRow', description: 'A line of the repair register (报修登记台帐).' });

const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), nextCursor: z.string().optional(), ...namesMember });

export const handOverResponse = page(handOverRow).meta({ id: 'HandOverRegister' });
export const repairsResponse = page(repairRow).meta({ id: 'RepairRegister' });
