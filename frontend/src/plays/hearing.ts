/**
 * How much of a song was heard. Pure: no page, no player.
 *
 * Heard is what sounded while time passed: a pause adds nothing, seeking adds no more than the
 * time it took, and a song that waits for the net does not go on.
 */

export interface Moment {
  readonly stamp: number; // milliseconds of a clock that only goes on
  readonly position: number; // milliseconds of the song
  readonly sounding: boolean;
}

export interface Hearing {
  readonly heard: number; // milliseconds
  readonly last: Moment | null;
}

export const NOTHING: Hearing = { heard: 0, last: null };

export function heardUntil(hearing: Hearing, now: Moment): Hearing {
  const { heard, last } = hearing;
  if (!last?.sounding) return { heard, last: now };
  const passed = Math.max(0, now.stamp - last.stamp);
  const sounded = Math.max(0, now.position - last.position);
  return { heard: heard + Math.min(passed, sounded), last: now };
}

/** What a play that has begun is to wait for. */
export interface Begun {
  readonly token: string; // empty: it does not count
  readonly after: number; // milliseconds
  readonly stamp: number; // when the token had come
}

/**
 * Whether it is time to tell. As much time must have passed as was heard, for the server believes
 * no more than that by its own clock.
 */
export const enough = (hearing: Hearing, begun: Begun, stamp: number): boolean =>
  begun.token !== "" && hearing.heard >= begun.after && stamp - begun.stamp >= begun.after;
