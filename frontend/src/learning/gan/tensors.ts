/**
 * Lists of numbers in one file, each with its name and form, as safetensors has them: the length of
 * a head, the head in JSON, and the numbers of 32 bits one behind the other.
 */

const LENGTH = 8; // bytes that say how long the head is
const BYTES = 4; // of a number

export interface Tensor {
  readonly shape: readonly number[];
  readonly numbers: Float64Array;
}

export type Tensors = Readonly<Record<string, Tensor>>;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** What the file says of itself, and its numbers. Throws where it is not such a file. */
export function tensorsIn(file: ArrayBuffer): { about: Record<string, string>; tensors: Tensors } {
  const view = new DataView(file);
  const start = LENGTH + Number(view.getBigUint64(0, true));
  const head = new Uint8Array(file, LENGTH, start - LENGTH);
  const told = JSON.parse(new TextDecoder().decode(head)) as Record<string, Entry>;
  const { __metadata__: about, ...entries } = told as Record<string, Entry> & {
    __metadata__: Record<string, string>;
  };
  const read = ([name, entry]: [string, Entry]): [string, Tensor] => {
    const [from, to] = entry.data_offsets;
    const numbers = Float64Array.from({ length: (to - from) / BYTES }, (_, at) =>
      view.getFloat32(start + from + at * BYTES, true),
    );
    return [name, { shape: entry.shape, numbers }];
  };
  return { about, tensors: Object.fromEntries(Object.entries(entries).map(read)) };
}

/** The file's bytes; the head is filled up with blanks, so that numbers begin at whole places. */
export function fileOf(about: Record<string, string>, tensors: Tensors): Uint8Array<ArrayBuffer> {
  let size = 0;
  const entries = Object.entries(tensors).map(([name, { shape, numbers }]): [string, Entry] => {
    const from = size;
    size += numbers.length * BYTES;
    return [name, { dtype: "F32", shape, data_offsets: [from, size] }];
  });
  const told = JSON.stringify({ __metadata__: about, ...Object.fromEntries(entries) });
  const head = new TextEncoder().encode(told.padEnd(Math.ceil(told.length / LENGTH) * LENGTH));
  const file = new Uint8Array(LENGTH + head.length + size);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  file.set(head, LENGTH);
  const numbers = Object.values(tensors).flatMap((tensor) => Array.from(tensor.numbers));
  const start = LENGTH + head.length;
  numbers.forEach((each, at) => view.setFloat32(start + at * BYTES, each, true));
  return file;
}
