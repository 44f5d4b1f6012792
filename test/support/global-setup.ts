import { bundleFunctions } from '../../infra/bundle.ts';
import { writeWatched } from './watched-functions.ts';

/** Bundles the functions once for the whole run; every local cloud of every test runs these, and is watched. */
export default async function setup(): Promise<void> {
  await bundleFunctions();
  await writeWatched();
}
