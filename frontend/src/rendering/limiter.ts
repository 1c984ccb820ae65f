/** A look-ahead limiter, as the site's MP3s have it: gains that let every peak just fit. */

export const BLOCK = 64; // frames of one gain: 1.5 ms
const CEILING = 10 ** (-1 / 20); // -1 dBFS
const REACH = 16; // blocks over which the gain falls before a peak and recovers after it

/** A gain for each block, of the largest sample in each. */
export function limiting(peaks: Float32Array): Float64Array {
  const needed = Float64Array.from(peaks, (peak) => Math.min(1, CEILING / Math.max(peak, 1e-9)));
  // The mean of minima whose windows all hold a block is no larger than that block needs, nor are
  // its neighbours'.
  return means(minima(needed, REACH + 1), REACH);
}

/** The least of each value and so many on both sides of it. */
function minima(values: Float64Array, reach: number): Float64Array {
  return values.map((_, at) => {
    let least = 1;
    const last = Math.min(values.length - 1, at + reach);
    for (let place = Math.max(0, at - reach); place <= last; place += 1) {
      least = Math.min(least, values[place] as number);
    }
    return least;
  });
}

/** The mean of the same; beyond the ends lies what lies at them. */
function means(values: Float64Array, reach: number): Float64Array {
  const last = values.length - 1;
  return values.map((_, at) => {
    let sum = 0;
    for (let place = at - reach; place <= at + reach; place += 1) {
      sum += values[Math.min(last, Math.max(0, place))] as number;
    }
    return sum / (2 * reach + 1);
  });
}

/** The gain at a frame: from one block's middle to the next in a straight line. */
export function gainAt(gains: Float64Array, frame: number): number {
  const place = Math.min(gains.length - 1, Math.max(0, (frame - BLOCK / 2) / BLOCK));
  const before = Math.floor(place);
  const here = gains[before] ?? 1;
  return here + ((gains[before + 1] ?? here) - here) * (place - before);
}
