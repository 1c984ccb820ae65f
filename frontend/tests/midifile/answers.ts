/**
 * What the browser's reader says of each file of a folder: `node answers.ts FOLDER` prints one JSON
 * object, by name; `again` tells whether the song is the same after export and another import.
 * pytest holds it against what the server says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readMidi } from "../../src/midifile/reading.ts";
import { Refused } from "../../src/midifile/refusing.ts";
import { writeMidi } from "../../src/midifile/writing.ts";
import { fromDocument } from "../../src/music/song.ts";

const [folder = ""] = process.argv.slice(2);

function answer(name: string): unknown {
  try {
    const imported = readMidi(new Uint8Array(readFileSync(join(folder, name))), name);
    const exported = writeMidi(fromDocument(imported.document));
    const { document } = readMidi(exported, name);
    return { ...imported, again: isDeepStrictEqual(document, imported.document) };
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    throw error;
  }
}

const answers = readdirSync(folder).map((name) => [name, answer(name)]);
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
