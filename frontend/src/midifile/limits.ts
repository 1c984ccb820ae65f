/** How much a song may hold, as the server has it (`generation/music/document.py`). */

export const MAX_BYTES = 1_000_000;
export const MAX_NOTES = 20_000;
export const MAX_TRACKS = 64;
export const MAX_SECONDS = 600;
export const MAX_TEXT = 200; // characters of a title or a name
export const MAX_MAP = 2_000; // changes of tempo, or of metre
export const MAX_TICK = 100_000_000;
export const LEAST_TEMPO_US = 20_000; // 3000 quarters a minute
export const MOST_TEMPO_US = 6_000_000; // 10 quarters a minute
export const MOST_METER = 64;

export const boundTempo = (us: number): number =>
  Math.min(Math.max(us, LEAST_TEMPO_US), MOST_TEMPO_US);

export const counted = (count: number): string => count.toLocaleString("en");

/** Both times as people read them; a part of a second over the limit counts as one. */
export function tooLong(seconds: number): string {
  const whole = Math.ceil(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  const length = `${counted(Math.floor(whole / 60))}:${rest}`;
  return `The limit is ${MAX_SECONDS / 60}:00; yours lasts ${length}. Try a part of it.`;
}
