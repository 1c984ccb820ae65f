/** How far a voter has come in a challenge, in words. */

export interface Progress {
  readonly cast: number; // votes
  readonly left: number; // pairs
}

export function progressText({ cast, left }: Progress): string {
  const votes = cast === 1 ? "time" : "times";
  const pairs = left === 1 ? "pair" : "pairs";
  return `You have voted ${cast} ${votes}; ${left} ${pairs} left for you.`;
}
