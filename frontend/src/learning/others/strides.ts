/** A few numbers that grow into more, twice as many with each layer: transposed convolution. */

// Each number is spread over four places of the next row, two apart from its neighbour's.
export const KERNEL: readonly number[] = [0.25, 0.75, 0.75, 0.25];
const STRIDE = 2;

export function grown(row: readonly number[], kernel: readonly number[] = KERNEL): number[] {
  const next = Array.from({ length: row.length * STRIDE }, () => 0);
  const before = (kernel.length - STRIDE) / 2;
  row.forEach((cell, at) =>
    kernel.forEach((weight, place) => {
      const to = at * STRIDE + place - before;
      if (to >= 0 && to < next.length) next[to] = (next[to] as number) + weight * cell;
    }),
  );
  return next;
}
