/**
 * Songs as the browser's writer writes them: `node written.ts < DOCUMENTS`, a JSON list, prints a
 * list of files in base64. pytest holds them against what the server writes.
 */
import { readFileSync } from "node:fs";
import { writeMidi } from "../../src/midifile/writing.ts";
import { fromDocument } from "../../src/music/song.ts";

const documents: Parameters<typeof fromDocument>[0][] = JSON.parse(readFileSync(0, "utf8"));
const files = documents.map((document) => writeMidi(fromDocument(document)));
process.stdout.write(JSON.stringify(files.map((file) => Buffer.from(file).toString("base64"))));
