/**
 * The WAV that the studio makes of a song: `node wavofsong.ts INSTRUMENTS OUT.wav <
 * document.json`. Says how many seconds of the clock and of the processor it took, as JSON.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fromDocument } from "../../src/music/song.ts";
import { fontsIn } from "../../src/rendering/folder.ts";
import { makeWav } from "../../src/rendering/wavfile.ts";

const [instruments = "", path = ""] = process.argv.slice(2);
const song = fromDocument(JSON.parse(readFileSync(0, "utf8")));
const begun = performance.now();
const file = await makeWav(song, fontsIn(instruments), () => {});
const seconds = (performance.now() - begun) / 1000;
writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
const processor = process.cpuUsage().user / 1e6;
process.stdout.write(JSON.stringify({ seconds, processor }));
