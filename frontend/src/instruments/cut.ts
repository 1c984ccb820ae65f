/**
 * Cuts a SoundFont into a folder of instruments: `node cut.ts FOLDER FONT`. With two more words,
 * `OTHER 0,1,drums`, these come from another font. A program of its own, which the build calls for
 * the fonts that come with the site, and its start for an operator's.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cut, cutFont } from "./cutting.ts";
import { ALL } from "./names.ts";

const [folder = "", font = "", other, names = ""] = process.argv.slice(2);
const others = other === undefined ? [] : names.split(",");
const cuts = [await cut(font, ALL.filter((name) => !others.includes(name)))];
if (other !== undefined) cuts.push(await cut(other, others));
const found = new Map(cuts.flatMap(({ pieces }) => [...pieces]));
if (found.size === 0) throw new Error("there are no instruments in it");

// Whole or not at all: the folder comes under its name when everything is in it.
const unfinished = `${folder}.${process.pid}`;
mkdirSync(unfinished, { recursive: true });
const digest = createHash("sha256");
const instruments = ALL.filter((name) => found.has(name));
for (const name of instruments) {
  const piece = found.get(name) as Uint8Array;
  digest.update(piece);
  writeFileSync(join(unfinished, name), piece);
}
const facts = {
  name: cuts.map(({ name }) => name).join(" and "),
  digest: digest.digest("hex").slice(0, 16),
  instruments,
};
writeFileSync(join(unfinished, "facts.json"), JSON.stringify(facts));
const before = `${folder}.before`;
rmSync(before, { recursive: true, force: true });
if (existsSync(folder)) renameSync(folder, before);
renameSync(unfinished, folder);
rmSync(before, { recursive: true, force: true });

function cut(path: string, wanted: readonly string[]): Promise<Cut> {
  return cutFont(Uint8Array.from(readFileSync(path)).buffer, wanted);
}
