/** Complaints that are the director's, with evidence (contract section 3, "Recusal"; section 4), over the deployed API. */
import assert from 'node:assert/strict';
import * as z from 'zod';
import { problem, read } from './answers.ts';
import type { Api } from './api.ts';
import { fileIsReadable, PHOTO, uploadFile } from './files.ts';
import { type People, site, type Username } from './people.ts';

const sheetForm = z.object({
  id: z.string(),
  status: z.string(),
  firstContact: z.string(),
  files: z.array(z.string()),
});
const signedForm = z.object({ sheet: sheetForm });

/** Whom it is against, from whom it is kept, and who has customer service's steps. */
interface Way {
  readonly against: (people: People) => { readonly person?: string; readonly section?: string };
  readonly keptFrom: readonly Username[];
  readonly firstContact: Username;
  readonly followsUp: Username;
  readonly archives: Username;
}

const WAYS: { readonly [W in 'againstSupervisor' | 'againstDesk']: Way } = {
  againstSupervisor: {
    against: ({ engineeringSupervisor }) => ({ person: engineeringSupervisor.id }),
    keptFrom: ['engineeringSupervisor', 'engineeringManager', 'engineer'],
    firstContact: 'receptionist',
    followsUp: 'receptionist',
    archives: 'receptionist',
  },
  againstDesk: {
    against: () => ({ section: 'customer-service' }),
    keptFrom: ['receptionist', 'deskManager', 'engineeringManager'],
    firstContact: 'director',
    followsUp: 'deputy',
    archives: 'director',
  },
};

export type Complaints = { readonly [W in keyof typeof WAYS]: string };

/** Takes one complaint of each kind from the resident to the archive; gives their ids. */
export async function complaints(api: Api, people: People): Promise<Complaints> {
  return {
    againstSupervisor: await complaint(api, people, WAYS.againstSupervisor),
    againstDesk: await complaint(api, people, WAYS.againstDesk),
  };
}

async function complaint(api: Api, people: People, way: Way): Promise<string> {
  const { resident, director, deputy } = people;
  const file = await uploadFile(api, resident, PHOTO);
  const body = {
    site: site.id,
    kind: 'complaint',
    channel: 'online',
    subject: '报修后态度恶劣',
    files: [file],
    complaint: {
      occurredAt: '2026-11-22T14:00:00Z',
      place: '3栋楼下',
      cause: '报修',
      course: '询问进度时被训斥。',
      persons: ['一名员工'],
      against: way.against(people),
    },
  };
  const opening = { as: resident, key: `complaint-${way.firstContact}`, body };
  const opened = read(await api('POST /sheets', opening), 201, sheetForm);
  const { id } = opened;
  assert.equal(opened.firstContact, people[way.firstContact].id);
  assert.deepEqual(opened.files, [file]);

  const sign = (as: Username, step: string, fields: object = {}) =>
    api(`POST /sheets/${id}/sign-offs`, { as: people[as], body: { step, ...fields } });
  const isKept = async () => {
    for (const username of way.keptFrom) {
      const as = people[username];
      for (const path of [`/sheets/${id}`, `/sheets/${id}/ledger`, `/files/${file}`])
        problem(await api(`GET ${path}`, { as }), 404, 'not-found');
      problem(await sign(username, 'accept'), 404, 'not-found');
    }
  };
  await isKept();
  await fileIsReadable(api, director, file, PHOTO);
  problem(await sign('deputy', 'accept'), 403, 'forbidden');
  const heard = { reached: true, resolved: true };
  const life = [
    ['director', 'accept', {}, 'accepted'],
    ['director', 'complete', { outcome: '已调查' }, 'completed'],
    ['director', 'return', { opinion: '属实，已批评' }, 'returned'],
    [way.followsUp, 'follow-up', heard, 'followed-up'],
    ['resident', 'rate', { satisfaction: 4 }, 'followed-up'],
    [way.archives, 'archive', {}, 'archived'],
  ] as const;
  for (const [username, step, fields, status] of life) {
    // Whoever handled it does not ask how it was handled.
    if (step === 'follow-up') problem(await sign('director', step, fields), 403, 'forbidden');
    assert.equal(read(await sign(username, step, fields), 201, signedForm).sheet.status, status);
  }
  await isKept();
  for (const as of [resident, deputy])
    assert.equal(read(await api(`GET /sheets/${id}`, { as }), 200, sheetForm).status, 'archived');
  return id;
}
