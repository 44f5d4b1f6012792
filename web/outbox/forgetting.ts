/** Somebody leaves this device: whatever of theirs lies on it goes with them. */
import { draftsOf, forgetDrafts } from '../parts/draft.ts';
import type { Picked } from '../parts/files/kept.ts';

export async function forgetPerson(person: string): Promise<void> {
  const [{ allItems, dropItem }, { dropFiles }] = await Promise.all([
    import('./store.ts'),
    import('../parts/files/kept.ts'),
  ]);
  const items = (await allItems()).filter((item) => item.person === person);
  const drafted = draftsOf(person).flatMap(filesIn);
  await dropFiles([...items.flatMap(({ files }) => files), ...drafted].map(({ key }) => key));
  for (const { key } of items) await dropItem(key);
  forgetDrafts(person);
}

/** The files that a draft keeps, whatever its form. */
function filesIn(draft: unknown): readonly Picked[] {
  const files = typeof draft === 'object' && draft !== null && 'files' in draft ? draft.files : undefined;
  return Array.isArray(files) ? files : [];
}
