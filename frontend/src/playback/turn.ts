/** One player sounds at a time on a page: who begins says so, and all others stop. */

const BEGUN = "chartbusters:sounding";

export function begin(who: object): void {
  dispatchEvent(new CustomEvent<object>(BEGUN, { detail: who }));
}

/** Calls `stop` when somebody else begins; returns what ends this. */
export function yields(who: object, stop: () => void): () => void {
  const hear = (event: Event): void => {
    if ((event as CustomEvent<object>).detail !== who) stop();
  };
  addEventListener(BEGUN, hear);
  return () => removeEventListener(BEGUN, hear);
}
