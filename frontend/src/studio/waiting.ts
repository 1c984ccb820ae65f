/**
 * What somebody who waits for a model is told: who goes before, when it begins, and when the music
 * is there.
 */

/** The part of a job that tells. */
export interface Waiting {
  readonly state: string;
  readonly stage: string;
  readonly attempt?: number;
  readonly place?: number | null;
  readonly seconds_ahead?: number | null;
}

export function stageWords(job: Waiting): string {
  if (job.state !== "queued") return `${job.stage || "Working"}${againWords(job.attempt ?? 1)}`;
  const ahead = job.seconds_ahead ?? 0;
  const begins = ahead >= 1 ? `, begins within ${spoken(ahead)}` : "";
  const place = job.place ?? 0;
  const turn =
    place === 0
      ? `Next in line${begins}`
      : `${place} ${place === 1 ? "take" : "takes"} before yours${begins}`;
  // A queued job with a stage has run before, and its worker died.
  return job.stage ? `${job.stage}. ${turn}` : turn;
}

const TRIES = ["second", "third"];

/** A machine stopped, and what was done is lost: whoever waits is told so all the while. */
function againWords(attempt: number): string {
  const which = TRIES[attempt - 2];
  return which ? ` (began again: ${which} try)` : "";
}

/** ", about 12 s left"; nothing where there is no guess. */
export function leftWords(seconds: number | null): string {
  return seconds !== null && seconds >= 1 ? `, about ${spoken(seconds)} left` : "";
}

/**
 * Seconds up to two minutes, then minutes, rounded up: better to be surprised by music than by
 * silence.
 */
export function spoken(seconds: number): string {
  const [count, unit] = seconds <= 120 ? [seconds, "s"] : [seconds / 60, "min"];
  return `${Math.ceil(count)}\u00a0${unit}`;
}
