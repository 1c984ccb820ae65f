/** What a page starts when it comes, be it loaded as a whole or walked to while a song plays. */

const COME = "chartbusters:page";

/** Calls `start` for this page and each that is walked to. */
export function eachPage(start: (walked: boolean) => void): void {
  start(false);
  document.addEventListener(COME, () => start(true));
}

export function pageCame(): void {
  document.dispatchEvent(new Event(COME));
}
