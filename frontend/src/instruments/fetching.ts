/** Instruments as they lie on the site. */
import { instrumentAddress } from "./names.ts";

/** Where the page says that its instruments lie. The address names their content. */
const address = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="soundfont"]')?.content ?? "/soundfont/";

/** What the browser has kept is good. Rejects where it does not come. */
export async function fetchPiece(instrument: string): Promise<ArrayBuffer> {
  const response = await fetch(instrumentAddress(address(), instrument));
  if (!response.ok) throw new Error(`an instrument did not come: ${response.status}`);
  return response.arrayBuffer();
}
