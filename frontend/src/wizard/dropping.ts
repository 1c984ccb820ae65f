/** What was dropped on a page: files, and all that is in folders. */

const MOST = 5_000; // files looked at; whoever drops a whole disk is told soon

export async function filesDropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= MOST) return;
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file) found.push(file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder comes in parts; an empty one is the end.
  for (let part = await read(reader); part.length; part = await read(reader))
    for (const inner of part) await walk(inner, found);
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((done) => entry.file(done, () => done(null)));
}

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((done) => reader.readEntries(done, () => done([])));
}
