/** What a page and its decoding worker say to each other. */

export interface DecodingQuestion {
  readonly number: number;
  readonly piece: ArrayBuffer;
}

/** The font of one instrument, or that there is none in what was given. */
export type DecodingAnswer =
  | { readonly number: number; readonly font: ArrayBuffer }
  | { readonly number: number; readonly fault: string };
