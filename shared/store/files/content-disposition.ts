/** How a download is named (RFC 6266): always an attachment, so that no browser runs or draws what somebody uploaded. */

/** A header that names a file for every reader: in ASCII for old ones, whole (RFC 5987) for the others. */
export function attachment(name: string, id: string): string {
  return `${plainAttachment(name, id)}; filename*=UTF-8''${encoded(name)}`;
}

/** A header that names it by its id alone, with the ending of its name if that is a plain one. */
export function plainAttachment(name: string, id: string): string {
  const [ending = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(name) ?? [];
  return `attachment; filename="${id}${ending.toLowerCase()}"`;
}

/** RFC 5987 keeps fewer characters as they are than `encodeURIComponent` does. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
