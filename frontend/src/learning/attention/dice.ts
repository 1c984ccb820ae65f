/** Temperature and top-p, as `generation/techniques/transformer/sampling.py` applies them. */
import type { Row, Trace } from "./trace.ts";

export interface Chance {
  readonly pitch: number;
  readonly share: number; // from 0 to 1, after temperature and top-p
}

const CENTS = 100;

/** Of the pitch of a note that was made, the likeliest first; what top-p cuts off is not there. */
export function pitchChances(
  trace: Trace,
  made: number,
  temperature: number,
  topP: number,
): Chance[] {
  const logits = trace.pitches[made] as readonly number[];
  const raised = logits.map((cents, at) => ({
    pitch: trace.lowest + at,
    share: Math.exp(cents / CENTS / temperature),
  }));
  const falling = raised.toSorted((one, other) => other.share - one.share);
  const all = falling.reduce((sum, { share }) => sum + share, 0);
  const kept: Chance[] = [];
  let reached = 0;
  for (const chance of falling) {
    if (topP < 1 && reached >= topP * all && kept.length > 0) break;
    kept.push(chance);
    reached += chance.share;
  }
  return kept.map(({ pitch, share }) => ({ pitch, share: share / reached }));
}

/** The pitch's chance by itself, before anything is cut or heated. */
export function believed(trace: Trace, made: number): number {
  const [, pitch] = trace.made[made] as Row;
  return pitchChances(trace, made, 1, 1).find((chance) => chance.pitch === pitch)?.share ?? 0;
}
