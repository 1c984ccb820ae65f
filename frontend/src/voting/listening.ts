/**
 * What has been heard of one pair, and what the server has been told and believes of it. Pure: no
 * page, no player.
 */

export type Side = "a" | "b";
export const SIDES: readonly Side[] = ["a", "b"];

export interface Listening {
  readonly pair: string; // id of the ballot
  readonly required: Record<Side, number>; // milliseconds, as all below
  // Of this pair alone: what was heard of the pair before counts for nothing.
  readonly before: Record<Side, number>; // on another page, or before this one was loaded anew
  readonly heard: Record<Side, number>;
  readonly told: Record<Side, number>;
  readonly believed: boolean; // the server has believed enough of both sides
}

const NOTHING = { a: 0, b: 0 };

export const begun = (
  pair: string,
  a: number,
  b: number,
  before: Record<Side, number> = NOTHING,
): Listening => ({
  pair,
  required: { a, b },
  before,
  heard: before,
  told: before,
  believed: before.a >= a && before.b >= b,
});

/** `ms` is what the player has counted since the pair was laid out. */
export function heardMore(listening: Listening, side: Side, ms: number): Listening {
  const heard = Math.max(listening.heard[side], listening.before[side] + ms);
  return { ...listening, heard: { ...listening.heard, [side]: heard } };
}

const TELL_EVERY = 1000; // milliseconds of listening

/** Milliseconds of one side that the server does not know of. */
export const untoldMs = (listening: Listening, side: Side): number =>
  listening.heard[side] - listening.told[side];

/**
 * Whether it is time to tell. Enough is told at once: nothing more may come, and the page says that
 * it is enough.
 */
export function due(listening: Listening, side: Side): boolean {
  const completes =
    missingMs(listening, side) === 0 && listening.told[side] < listening.required[side];
  return completes || untoldMs(listening, side) >= TELL_EVERY;
}

export const toldUpTo = (listening: Listening, side: Side, ms: number): Listening => ({
  ...listening,
  told: { ...listening.told, [side]: ms },
});

/**
 * What the server believes. An answer that comes when another pair has been laid out says nothing
 * of that one.
 */
export function answered(
  listening: Listening,
  pair: string,
  believed: Record<Side, number>,
): Listening {
  if (pair !== listening.pair || listening.believed) return listening;
  return {
    ...listening,
    believed: SIDES.every((side) => believed[side] >= listening.required[side]),
  };
}

export const missingMs = (listening: Listening, side: Side): number =>
  Math.max(0, listening.required[side] - listening.heard[side]);

export function leftText(listening: Listening, side: Side): string {
  const seconds = Math.ceil(missingMs(listening, side) / 1000);
  return seconds > 0
    ? `${seconds} more second${seconds === 1 ? "" : "s"} to hear`
    : "Heard enough to judge";
}

/** The same at the answer that prefers this side, in fewer words; nothing when it is enough. */
export function needText(listening: Listening, side: Side): string {
  const seconds = Math.ceil(missingMs(listening, side) / 1000);
  return seconds > 0 ? `${seconds} s to hear` : "";
}

/**
 * Where a song begins when one switches to it from the other: at the same place, if enough of it
 * comes after that; else from its beginning. In seconds.
 */
export function placeFor(position: number, duration: number, missing: number): number {
  return duration - position >= Math.max(missing, 1) ? position : 0;
}

/** What a locked answer says at its place. */
export function lockedText(listening: Listening): string {
  const missing = SIDES.map((side) => [side.toUpperCase(), missingMs(listening, side)] as const);
  const said = missing
    .filter(([, ms]) => ms > 0)
    .map(([side, ms]) => `${Math.ceil(ms / 1000)} s of ${side}`);
  if (said.length > 0) return `The answers unlock after listening: ${said.join(", ")}.`;
  return "The answers unlock as soon as the site knows that you have heard both.";
}
