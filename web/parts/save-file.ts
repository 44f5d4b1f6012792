const LONG_ENOUGH_MS = 60_000;

/** Saves a file on the device of the reader. @param name with its ending */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers read it only after whoever saves it has chosen where.
  setTimeout(() => URL.revokeObjectURL(link.href), LONG_ENOUGH_MS);
}
