/** Takes away what is no voice: rumble below it, and hiss above. */
import { HIGHEST_HZ } from "./curve.ts";

const RUMBLE_HZ = 50;
const HISS_HZ = 1.2 * HIGHEST_HZ;

type Kind = "low" | "high";

export function filtered(samples: Float32Array, rate: number): Float32Array {
  const without = passed(samples, "high", RUMBLE_HZ / rate);
  return passed(without, "low", Math.min(HISS_HZ / rate, 0.45));
}

/** A Butterworth filter of the second order; `edge` as a share of the rate. */
function passed(samples: Float32Array, kind: Kind, edge: number): Float32Array {
  const k = Math.tan(Math.PI * edge);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const b0 = kind === "low" ? k * k * norm : norm;
  const b1 = kind === "low" ? 2 * b0 : -2 * b0;
  const a1 = 2 * (k * k - 1) * norm;
  const a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return samples.map((x) => {
    const y = b0 * (x + x2) + b1 * x1 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}
