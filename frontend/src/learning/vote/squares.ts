/** Small square matrices. */

export type Square = number[][];

export const multiplied = (one: Square, other: Square): Square =>
  one.map((row) =>
    other.map((_, column) =>
      row.reduce((sum, cell, at) => sum + cell * (other[at]?.[column] ?? 0), 0),
    ),
  );

/** By Gauss and Jordan; for those that have an inverse, as one with a prior has. */
export function inverseOf(square: Square): Square {
  const size = square.length;
  const rows = square.map((row, at) => [
    ...row,
    ...Array.from({ length: size }, (_, column) => Number(column === at)),
  ]);
  for (let column = 0; column < size; column += 1) {
    const order = rows.map((row) => Math.abs(row[column] as number));
    const best = order.indexOf(Math.max(...order.slice(column)), column);
    [rows[column], rows[best]] = [rows[best] as number[], rows[column] as number[]];
    const pivot = rows[column]?.[column] as number;
    const line = (rows[column] as number[]).map((cell) => cell / pivot);
    for (let row = 0; row < size; row += 1) {
      const much = rows[row]?.[column] as number;
      rows[row] =
        row === column
          ? line
          : (rows[row] as number[]).map((cell, at) => cell - much * (line[at] as number));
    }
  }
  return rows.map((row) => row.slice(size));
}
