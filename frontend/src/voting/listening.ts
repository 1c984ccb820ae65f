/** What has been heard of a pair, and what is still missing before a vote counts. Pure: no page, no player. */

export type Side = "a" | "b";
export const SIDES: readonly Side[] = ["a", "b"];

export interface Listening {
  readonly required: Record<Side, number>; // milliseconds
  readonly heard: Record<Side, number>;
}

export const begun = (a: number, b: number): Listening => ({ required: { a, b }, heard: { a: 0, b: 0 } });

export function heardMore(listening: Listening, side: Side, ms: number): Listening {
  return { ...listening, heard: { ...listening.heard, [side]: Math.max(listening.heard[side], ms) } };
}

export const missingMs = (listening: Listening, side: Side): number => Math.max(0, listening.required[side] - listening.heard[side]);

export const unlocked = (listening: Listening): boolean => SIDES.every((side) => missingMs(listening, side) === 0);

export function leftText(listening: Listening, side: Side): string {
  const seconds = Math.ceil(missingMs(listening, side) / 1000);
  return seconds > 0 ? `${seconds} more second${seconds === 1 ? "" : "s"} to hear` : "Heard enough to judge";
}
