/** How a run stands, in words: a headline and a sentence that says what comes, or what to do. */
import { aboutText, spentText } from "./durations.ts";
import { bestOf, type Known, numberOf } from "./known.ts";
import type { RunNow } from "./told.ts";

export interface Standing {
  readonly badge: string;
  readonly kind: "good" | "warn" | "bad" | "";
  readonly headline: string;
  readonly sentence: string;
}

const WISHES: Readonly<Record<string, string>> = {
  pause: "It pauses at its next step. Resume takes that back.",
  keep: "It ends at its next step, and its best epoch stands. Resume takes that back.",
  cancel: "It stops in a moment. Resume takes that back.",
};

export function standingOf(known: Known): Standing {
  const { run } = known;
  switch (run.state) {
    case "queued":
      return { badge: "Waiting", kind: "", headline: "Waits for its turn", sentence: line(run) };
    case "running":
      return running(known);
    case "paused":
      return {
        ...{ badge: "Paused", kind: "warn", headline: `Paused ${after(known)}` },
        sentence: "Resume goes on exactly from there, also after days.",
      };
    case "done":
      return { badge: "Done", kind: "good", headline: done(known), sentence: outcome(known) };
    case "cancelled":
      return {
        ...{ badge: "Cancelled", kind: "warn", headline: `Cancelled ${after(known)}` },
        sentence: "What it had told stays here. Resume takes it up again.",
      };
    case "failed":
      return failed(known);
  }
}

function line({ place }: RunNow): string {
  if (place === null) return "It is in line for the machine that learns.";
  if (place === 0) return "It is the next one: it begins as soon as the machine is free.";
  return place === 1
    ? "One run has its turn before. You can leave: it begins by itself."
    : `${place} runs have their turns before. You can leave: it begins by itself.`;
}

function running(known: Known): Standing {
  const { run } = known;
  const base = { badge: "Learning", kind: "good" } as const;
  if (run.silent)
    return {
      ...{ badge: "Interrupted", kind: "warn" },
      headline: "The machine fell silent",
      sentence: "Another one takes over from the last checkpoint. Nothing that is shown is lost.",
    };
  const wish = WISHES[run.wish];
  const headline = run.epochs_done > 0 ? epochWords(run) : run.stage || "Begins";
  if (wish) return { ...base, headline, sentence: wish };
  return { ...base, headline, sentence: run.epochs_done > 0 ? left(run) : first(run) };
}

const epochWords = (run: RunNow): string =>
  run.epochs_all
    ? `Epoch ${Math.min(run.epochs_done + 1, run.epochs_all)} of ${run.epochs_all}`
    : `Epoch ${run.epochs_done + 1}`;

function left(run: RunNow): string {
  if (run.seconds_left === null) return "It goes on until you end it.";
  return `${capital(aboutText(run.seconds_left))} left. You can leave and come back.`;
}

function first(run: RunNow): string {
  if (run.seconds_left === null || !run.epochs_all)
    return "It gets ready; the first epoch is on its way.";
  return `The first epoch is expected in ${aboutText(run.seconds_left / run.epochs_all)}.`;
}

const after = ({ run }: Known): string =>
  run.epochs_done > 0 ? `after epoch ${run.epochs_done}` : "before its first epoch";

const done = ({ run }: Known): string =>
  `${run.epochs_done} epoch${run.epochs_done === 1 ? "" : "s"} in ${spentText(run.seconds)}`;

function outcome(known: Known): string {
  const best = bestOf(known);
  if (!best) return "It has ended.";
  const number = numberOf(best, known.epochs.indexOf(best));
  return `Epoch ${number} is the best: it is least surprised by music that it has not seen.`;
}

function failed(known: Known): Standing {
  const { error } = known.run;
  return {
    ...{ badge: "Ended early", kind: "bad", headline: `Ended ${after(known)}` },
    sentence: error?.message ?? "It ended, and did not say why.",
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What its owner may ask of a run as it stands. */
export function actsOf(known: Known): readonly string[] {
  const { run } = known;
  const live = run.state === "queued" || run.state === "running";
  const [taking, keeping] = bestOf(known) ? [["model"], ["keep"]] : [[], []];
  if (live && run.wish) return [...taking, "resume", ...(run.wish === "cancel" ? [] : ["cancel"])];
  if (live) return [...taking, "pause", ...keeping, "cancel"];
  const again = run.resumable ? ["resume"] : [];
  const ending = run.state === "paused" ? [...keeping, "cancel"] : [];
  return [...taking, ...again, ...ending];
}
