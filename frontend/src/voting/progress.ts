/** How far a voter has come in a challenge, in words. */

export interface Progress {
  readonly cast: number; // votes
  readonly left: number; // pairs
}

export function progressText({ cast, left }: Progress): string {
  return `You have voted ${cast} ${cast === 1 ? "time" : "times"}; ${left} ${left === 1 ? "pair" : "pairs"} left for you.`;
}
