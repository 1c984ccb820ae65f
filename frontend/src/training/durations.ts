/** Lengths of time and moments, in few words. */

const MINUTE = 60;
const HOUR = 3600;

/** "about 40 s", "about 12 minutes", "about 3 hours". */
export function aboutText(seconds: number): string {
  if (seconds < 5) return "a few seconds";
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`;
  if (seconds < 90 * MINUTE) return `about ${Math.round(seconds / MINUTE)} minutes`;
  return `about ${Number((seconds / HOUR).toPrecision(2))} hours`;
}

/** "35 s", "12 min", "3 h 20 min": time that was spent. */
export function spentText(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return `${Math.round(seconds / MINUTE)} min`;
  const minutes = Math.round((seconds % HOUR) / MINUTE);
  return `${Math.floor(seconds / HOUR)} h${minutes ? ` ${minutes} min` : ""}`;
}

export const clockOf = (moment: Date): string =>
  moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
