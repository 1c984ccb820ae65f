/** A part of a page that is still worked out: asked for again, ever more rarely, until it comes. */
import { announce } from "./copying.ts";

export interface Wait {
  /** The part as the site has it now; null when the page could not be had. */
  ask(): Promise<HTMLElement | null>;
  pause(ms: number): Promise<void>;
}

const FIRST_MS = 1_500;
const SLOWER = 1.5;
const LONGEST_MS = 15_000;
const TRIES = 25; // some five minutes
const COMES = "data-comes"; // on a part that is not there yet

/** Puts the part in its place once it has come; whether it did. */
export async function awaitPart(part: HTMLElement, words: string, wait: Wait): Promise<boolean> {
  let ms = FIRST_MS;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await wait.pause(ms);
    ms = Math.min(LONGEST_MS, ms * SLOWER);
    const fresh = await wait.ask();
    if (!fresh || fresh.hasAttribute(COMES)) continue;
    part.replaceWith(fresh);
    announce(words);
    return true;
  }
  return false;
}
