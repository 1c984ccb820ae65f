/**
 * Plays a song into a file of samples, by the synthesizer and the timeline of the studio:
 * `node render.ts INSTRUMENTS SAMPLES < document.json` writes stereo, interleaved, 32-bit floats.
 * A program of its own, which a worker starts with limits.
 */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { fromDocument } from "../music/song.ts";
import { fontsIn } from "./folder.ts";
import { renderSong } from "./offline.ts";

const [instruments = "", path = ""] = process.argv.slice(2);
const song = fromDocument(JSON.parse(readFileSync(0, "utf8")));
const file = openSync(path, "wx");
for await (const samples of renderSong(song, fontsIn(instruments))) writeSync(file, samples);
closeSync(file);
