/** The K-weighting of ITU-R BS.1770: what a head does to sound, and how few basses we hear. */

type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];
type Past = Float64Array & { 0: number; 1: number; 2: number; 3: number }; // x1, x2, y1, y2

/** A filter for one channel, sample by sample; for any rate, with libebur128's coefficients. */
export function kWeighting(rate: number): (sample: number) => number {
  const first = filtered(shelf(rate));
  const second = filtered(highPass(rate));
  return (sample) => second(first(sample));
}

function shelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return [
    (high + (band * k) / q + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ];
}

function highPass(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0];
}

function filtered([b0, b1, b2, a1, a2]: Biquad): (sample: number) => number {
  const past = new Float64Array(4) as Past; // variables would cost a number on the heap each
  return (x) => {
    const y = b0 * x + b1 * past[0] + b2 * past[1] - a1 * past[2] - a2 * past[3];
    past[1] = past[0];
    past[0] = x;
    past[3] = past[2];
    past[2] = y;
    return y;
  };
}
