/** Hearing, keeping and comparing takes, with a word about each. */
import * as changes from "./changes.ts";
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

/** The take becomes the song, and what that leaves out is said. */
export function keepAndTell(studio: Studio, take: Take): void {
  const { messages } = studio;
  const leavesOut = takes.leavesOut(studio.state, take);
  studio.change(takes.keepTake, take);
  const kept = `Take ${take.number} is now your song.`;
  if (!leavesOut) {
    messages.clear();
    messages.say(`${kept} Undo brings the old one back.`);
    return;
  }
  const lost = "What you changed after you had asked for it is not in it; Undo brings that back.";
  messages.notice("warn", `${kept} ${lost}`, {
    label: "Undo",
    act: () => studio.change(changes.undo),
  });
}
