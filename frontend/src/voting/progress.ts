/** How far a voter has come in a challenge, in words. */

export interface Progress {
  readonly cast: number; // votes
  readonly left: number; // pairs that may still come, with the open one
  readonly number: number; // of the pair that lies open, or comes next
  readonly most: number; // pairs that this voter is given at most
  readonly skips_left: number;
}

export const pairText = ({ number, most }: Progress): string => `Pair ${number} of at most ${most}`;

export function progressText({ cast, skips_left }: Progress): string {
  const votes = cast === 0 ? "No vote yet" : `${cast} ${cast === 1 ? "vote" : "votes"} counted`;
  if (skips_left === 0) return `${votes}; no skips are left.`;
  const skips = `${skips_left} ${skips_left === 1 ? "skip" : "skips"} left`;
  return `${votes}; ${skips}, and a skipped pair is one of yours.`;
}

const CHOSEN: Record<string, string> = {
  a: "You chose A",
  b: "You chose B",
  tie: "You said: equally good",
  bad: "You said: both bad",
};

export const chosenText = (outcome: string): string => CHOSEN[outcome] ?? "Your vote";

const SITTING = 5; // votes after which somebody is thanked once more

/** Whether somebody is thanked for the `sitting`th vote since the page was opened. */
export const thanked = (sitting: number): boolean => sitting > 0 && sitting % SITTING === 0;

/** What is said after it. */
export function countedText(sitting: number): string {
  const counted = "Your vote is counted.";
  if (!thanked(sitting)) return counted;
  return `${counted} That makes ${sitting} in this sitting: thank you for listening.`;
}
