/** Where the bytes of a file are in the bucket of files. */

/** Where uploads wait until they are attached; what is there expires by the bucket's lifecycle rule. */
export const UPLOADED_PREFIX = 'uploads/';
/** Where attached files stay. */
export const KEPT_PREFIX = 'files/';

export const uploadedKey = (id: string): string => `${UPLOADED_PREFIX}${id}`;
export const keptKey = (id: string): string => `${KEPT_PREFIX}${id}`;
