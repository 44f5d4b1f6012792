/** What is forgotten of people on this device, each with its files. */
import { draftsOf, forgetDrafts, forgetOldDrafts } from '../parts/draft.ts';
import type { Picked } from '../parts/files/kept.ts';

/** Somebody leaves this device: whatever of theirs lies on it goes with them. */
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

/** Drafts that nobody has touched for a month go. @param now milliseconds since 1970, by this device's clock */
export async function forgetOld(now: number): Promise<void> {
  const keys = forgetOldDrafts(now)
    .flatMap(filesIn)
    .map(({ key }) => key);
  if (keys.length === 0) return;
  const { dropFiles } = await import('../parts/files/kept.ts');
  await dropFiles(keys);
}

/** The files that a draft keeps, whatever its form. */
function filesIn(draft: unknown): readonly Picked[] {
  const files = typeof draft === 'object' && draft !== null && 'files' in draft ? draft.files : undefined;
  return Array.isArray(files) ? files : [];
}
