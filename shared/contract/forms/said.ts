/** A sentence in both languages of the product. */
import type { Language } from '../../domain/model/directory.ts';

export type Said = { readonly [L in Language]: string };
