/** A job has come to its end: what is said, and whether what it made comes on show. */
import type { Job } from "../api.ts";
import { newsWords } from "../music/news.ts";
import { keepAndTell } from "./hearing.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { hearTake } from "./takes.ts";

interface Arrived {
  readonly job: Job;
  readonly takes: readonly Take[];
  readonly title: string; // of the model
}

/** `again` asks the model once more. */
export function tellArrived(
  studio: Studio,
  { job, takes, title }: Arrived,
  show: boolean,
  again: () => void,
): void {
  const { messages } = studio;
  if (job.state === "cancelled") return messages.say("Cancelled. Your song is as it was.");
  const [take] = takes;
  if (!take) {
    const why = job.error?.message ?? "The model did not finish.";
    return messages.notice("bad", `${why} Your song is safe.`, { label: "Try again", act: again });
  }
  const shown = `You now see and hear take ${take.number}, ${newsOf(take)}. Press 0 for your own.`;
  const kept = "Keep makes a take your song.";
  const rest = show ? `${shown} ${kept}` : "Your song stays on show.";
  messages.say(`${readyWords(takes, "")}. ${rest}`);
  const ready = readyWords(takes, ` by ${title}`);
  return show ? present(studio, ready, takes, again) : offer(studio, ready, take);
}

const newsOf = ({ input, song }: Take): string => newsWords(input, song);

/** The first take is on show at once. */
function present(studio: Studio, ready: string, takes: readonly Take[], again: () => void): void {
  const [first] = takes as readonly [Take, ...Take[]];
  studio.change(hearTake, first);
  const shown = (): Take => takes.find((each) => each === studio.state.heard) ?? first;
  studio.messages.notice(
    "good",
    `${ready}: ${newsOf(first)}. Space plays it, the full stop key switches between yours and it.`,
    { label: "Keep it", act: () => keepAndTell(studio, shown()) },
    { label: "Another take", act: again },
  );
}

/** One has gone on with the song: it stays on show, and the take waits beside it. */
function offer(studio: Studio, ready: string, take: Take): void {
  const words = "made from your song as it was when you asked. You are still in your own.";
  const hear = { label: "Hear it", act: () => studio.change(hearTake, take) };
  studio.messages.notice("good", `${ready}, ${words}`, hear);
}

/** "Take 3 by … is ready", or "Takes 3 to 5 …". */
function readyWords(takes: readonly Take[], by: string): string {
  const [first, last] = [takes[0]?.number, takes.at(-1)?.number];
  if (first === last) return `Take ${first}${by} is ready`;
  return `Takes ${first} ${takes.length === 2 ? "and" : "to"} ${last}${by} are ready`;
}
