/** The buckets' rules, defined once for the data stack, which imports nothing of `shared`, and for the local cloud. */
export { KEPT_PREFIX, UPLOADED_PREFIX } from '../shared/store/files/file-places.ts';

/** Uploads that nobody attached go after so many days; long after the table has forgotten them. */
export const UNATTACHED_DAYS = 7;
/** How long a version that was replaced or deleted can still be had back. */
export const REPLACED_DAYS = 30;

/** What a browser application of another origin may do at the files' bucket. */
export const filesCors = {
  methods: ['GET', 'HEAD', 'PUT'],
  headers: ['content-type', 'content-disposition', 'x-amz-checksum-sha256'],
  exposed: ['content-disposition', 'content-length', 'etag'],
  maxAgeSeconds: 3600,
} as const;
