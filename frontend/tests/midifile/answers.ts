/**
 * What the browser's reader says of each file of a folder: `node answers.ts FOLDER` prints one JSON
 * object, by name. pytest holds it against what the server says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readMidi } from "../../src/midifile/reading.ts";
import { Refused } from "../../src/midifile/refusing.ts";

const [folder = ""] = process.argv.slice(2);

function answer(name: string): unknown {
  try {
    return readMidi(new Uint8Array(readFileSync(join(folder, name))), name);
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    throw error;
  }
}

const answers = readdirSync(folder).map((name) => [name, answer(name)]);
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
