/** The buckets' rules, defined once for the data stack, which imports nothing of `shared`, and for the local cloud. */

export { PUBLIC_KEYS_PREFIX } from '../shared/store/anchors/anchor-places.ts';
export {
  KEPT_PREFIX,
  STRIPPED_PREFIX,
  UPLOADED_PREFIX,
  VALUES_PREFIX,
} from '../shared/store/files/file-places.ts';

/** Uploads that nobody attached go after so many days, as the table forgets them, and so do versions of them. */
export const UNATTACHED_DAYS = 1;
/** How long a version that was replaced or deleted can still be had back. */
export const REPLACED_DAYS = 30;

/** What a page of the API's own origin, or of one that the settings name, may do at the files' bucket. */
export const filesCors = {
  methods: ['GET', 'HEAD', 'PUT'],
  headers: ['content-type', 'content-disposition', 'if-none-match', 'x-amz-checksum-sha256'],
  exposed: ['content-disposition', 'content-length', 'etag'],
  maxAgeSeconds: 3600,
} as const;
