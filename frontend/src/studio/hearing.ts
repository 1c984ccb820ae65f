/** Hearing, keeping and comparing takes, with a word about each. */
import { newsWords } from "../music/news.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import * as takes from "./takes.ts";

/** 0 is the song itself. */
export function hearNumber(studio: Studio, number: number): void {
  const take = takes.takeNumbered(studio.state, number);
  if (number > 0 && !take) return;
  studio.change(takes.hearTake, take);
  studio.messages.say(take ? `Take ${number}` : "Your song");
}

/** Between the song and the take heard last, without stopping. */
export function compareTakes(studio: Studio): void {
  const { heard } = studio.state;
  const take = takes.comparedTake(studio.state);
  if (heard) hearNumber(studio, 0);
  else if (take) hearNumber(studio, take.number);
}

/**
 * The take becomes the song. Where that would leave out what was changed since it was asked for,
 * that is named first, and the take's notes may go into the song as it is now instead.
 */
export function keepAndTell(studio: Studio, take: Take): void {
  if (!takes.leavesOut(studio.state, take)) return keepNow(studio, take);
  const { number } = take;
  studio.messages.notice(
    "warn",
    `Take ${number} is without what you changed after you had asked for it: ${lost(studio, take)}.`,
    { label: "Put its notes into your song", primary: true, act: () => mergeNow(studio, take) },
    { label: "Keep it as it is", act: () => keepNow(studio, take) },
  );
}

function keepNow(studio: Studio, take: Take): void {
  studio.change(takes.keepTake, take);
  told(studio, `Take ${take.number} is now your song. Undo brings the old one back.`);
}

function mergeNow(studio: Studio, take: Take): void {
  studio.change(takes.mergeTake, take);
  told(studio, `The notes of take ${take.number} are in your song. Undo takes them out again.`);
}

function told({ messages }: Studio, words: string): void {
  messages.clear();
  messages.say(words);
}

function lost({ state }: Studio, { input }: Take): string {
  const words = newsWords(input, ownSong(state));
  return words === newsWords(input, input) ? "tracks or tempo" : words;
}
