/** Where the bytes of a file are in the bucket of files. */

/** Where uploads wait until they are attached; what is there expires by the bucket's lifecycle rule. */
export const UPLOADED_PREFIX = 'uploads/';
/** Where attached files stay. */
export const KEPT_PREFIX = 'files/';
/** Copies of pictures from which the metadata was stripped; whichever is lost is made again. */
export const STRIPPED_PREFIX = 'stripped/';

/** Where the values of sealed sheets lie, each beside nothing but its salt: the seal itself has their commitments alone. */
export const VALUES_PREFIX = 'values/';

/** The place of the values of a sheet or case. */
export const valuesKey = ({
  site,
  number,
  id,
}: {
  readonly site: string;
  readonly number: string;
  readonly id: string;
}) => `${VALUES_PREFIX}${site}/${number}/${id}.json`;

/** A file is stored whole and, of a picture, as a small preview beside it. */
export type FilePart = 'whole' | 'preview';

const ENDINGS: { readonly [P in FilePart]: string } = { whole: '', preview: '.preview' };

const keyUnder =
  (prefix: string) =>
  (id: string, part: FilePart = 'whole'): string =>
    `${prefix}${id}${ENDINGS[part]}`;

export const uploadedKey = keyUnder(UPLOADED_PREFIX);
export const keptKey = keyUnder(KEPT_PREFIX);
export const strippedKey = keyUnder(STRIPPED_PREFIX);
