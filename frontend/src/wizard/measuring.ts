/** Files that were chosen: which of them may be music, and whether a data set takes so many. */

export const MOST_FILES = 500;
export const MOST_BYTES = 20_000_000;

export interface Sized {
  readonly name: string;
  readonly size: number;
}

const MUSIC = /\.(mid|midi|kar|rmi|zip|musicxml|xml|mxl|abc)$/i;

/** What may be music by its name; the rest of a folder is left aside. */
export function musicOf<File extends Sized>(files: readonly File[]): File[] {
  return files.filter(({ name }) => MUSIC.test(name) && !name.startsWith("."));
}

/** What is told of files before they are sent; `problem` says why they would be refused. */
export function describe(files: readonly Sized[], aside = 0): { words: string; problem: string } {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const parts = [`${files.length} ${files.length === 1 ? "file" : "files"}, ${megabytes(bytes)}`];
  if (aside) parts.push(`${aside} that are no music left aside`);
  return { words: files.length ? parts.join("; ") : "", problem: problemOf(files, bytes, aside) };
}

function problemOf(files: readonly Sized[], bytes: number, aside: number): string {
  if (files.length > MOST_FILES)
    return `These are ${files.length} files; a data set takes ${MOST_FILES}. Choose some of them.`;
  if (bytes > MOST_BYTES)
    return `These are ${megabytes(bytes)}; a data set takes ${megabytes(MOST_BYTES)}.`;
  if (!files.length && aside) return "None of these files is music that we can read.";
  return "";
}

export function megabytes(bytes: number): string {
  const size = bytes / 1_000_000;
  return size < 0.1 ? `${Math.ceil(bytes / 1000)} kB` : `${size.toFixed(size < 10 ? 1 : 0)} MB`;
}
