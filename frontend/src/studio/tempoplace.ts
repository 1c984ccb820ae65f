/** Where tempo and meter stand: in the row of the transport, or under More where that is short. */
import type { Elements } from "./elements.ts";

const SHORT = "(max-width: 46rem), (max-width: 63.99rem) and (max-height: 30rem)"; // a phone

export function placeTempo(page: Pick<Elements, "tempoGroup" | "tempoSmall" | "counter">): void {
  const short = matchMedia(SHORT);
  const place = (): void => {
    if (short.matches) page.tempoSmall.append(page.tempoGroup);
    else page.counter.after(page.tempoGroup);
  };
  short.addEventListener("change", place);
  place();
}
