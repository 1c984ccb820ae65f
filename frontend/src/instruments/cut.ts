/**
 * Cuts a SoundFont into a folder of instruments: `node cut.ts FONT FOLDER`. A program of its own,
 * which the build calls for the font that comes with the site, and its start for an operator's.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutFont } from "./cutting.ts";

const [font = "", folder = ""] = process.argv.slice(2);
const bytes = Uint8Array.from(readFileSync(font));
const { name, pieces } = await cutFont(bytes.buffer);
if (pieces.size === 0) throw new Error("there are no instruments in it");

// Whole or not at all: the folder comes under its name when everything is in it.
const unfinished = `${folder}.${process.pid}`;
mkdirSync(unfinished, { recursive: true });
const digest = createHash("sha256");
for (const [instrument, piece] of pieces) {
  digest.update(piece);
  writeFileSync(join(unfinished, instrument), piece);
}
const facts = { name, digest: digest.digest("hex").slice(0, 16), instruments: [...pieces.keys()] };
writeFileSync(join(unfinished, "facts.json"), JSON.stringify(facts));
rmSync(folder, { recursive: true, force: true });
renameSync(unfinished, folder);
