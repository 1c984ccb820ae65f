/** What a page starts when it comes, be it loaded as a whole or walked to while a song plays. */

const COME = "chartbusters:page";

export function eachPage(start: () => void): void {
  start();
  document.addEventListener(COME, start);
}

export function pageCame(): void {
  document.dispatchEvent(new Event(COME));
}
