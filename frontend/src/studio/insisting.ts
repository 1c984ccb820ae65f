/**
 * What the studio begins with (melodies, models) is asked for until it comes, and whoever waits is
 * told and may ask at once.
 */
import { ApiError } from "../api.ts";

const SLOW_MS = 8_000; // then it is told that we wait
const PATIENCE_MS = 30_000; // then the line is taken for dead
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000]; // the last one again and again

/** Tells that it has not come yet; `now` asks again at once. */
export type Tell = (now: () => void) => void;

/**
 * The answer of `ask`, which is asked again after what may pass: no network, a site that is busy.
 * `events` hears of a network that is back.
 */
export async function insist<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  tell: Tell,
  events: EventTarget = window,
): Promise<T> {
  for (let round = 0; ; round += 1) {
    const pressed = { now: false };
    try {
      return await inTime(ask, tell, pressed);
    } catch (error) {
      if (!(error instanceof ApiError && error.passing)) throw error;
    }
    const pause = PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)] as number;
    // A class that was refused together does not come back together.
    if (!pressed.now) await rest(pause * (0.75 + Math.random() / 2), tell, events);
  }
}

async function inTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  tell: Tell,
  pressed: { now: boolean },
): Promise<T> {
  const attempt = new AbortController();
  const now = (): void => {
    pressed.now = true;
    attempt.abort();
  };
  const slow = setTimeout(() => tell(now), SLOW_MS);
  const dead = setTimeout(() => attempt.abort(), PATIENCE_MS);
  try {
    return await ask(attempt.signal);
  } finally {
    clearTimeout(slow);
    clearTimeout(dead);
  }
}

function rest(ms: number, tell: Tell, events: EventTarget): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      events.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    events.addEventListener("online", go);
    tell(go);
  });
}
