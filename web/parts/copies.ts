/** The printable copies of a sheet (B4a): all that the reader may have. */
import { answered } from '../session/api.ts';
import { useReader } from '../session/reader.ts';
import { printDocument } from './print.ts';

/** @returns prints them. @throws Refusal where the reader may have none */
export function usePrinting(): (id: string) => Promise<void> {
  const { api } = useReader();
  return async (id) => {
    const copies: Blob = await answered(
      api.GET('/sheets/{id}/copies/{copy}', { params: { path: { id, copy: 'all' } }, parseAs: 'blob' }),
    );
    printDocument(await copies.text());
  };
}
