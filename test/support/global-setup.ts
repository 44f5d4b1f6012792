import { bundleFunctions } from '../../infra/bundle.ts';

/** Bundles the functions once for the whole run; every local cloud of every test runs these. */
export default async function setup(): Promise<void> {
  await bundleFunctions();
}
