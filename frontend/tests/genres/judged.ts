/**
 * How well melodies suit genres, as the browser finds: `node judged.ts < DOCUMENTS`, a JSON list,
 * prints for each the score, share and word of every genre, or null. pytest holds them against the
 * model's.
 */
import { readFileSync } from "node:fs";
import { judgeMelody } from "../../src/genres/model.ts";
import { fromDocument } from "../../src/music/song.ts";

const documents: Parameters<typeof fromDocument>[0][] = JSON.parse(readFileSync(0, "utf8"));
const judged = documents.map((document) => {
  const song = fromDocument(document);
  const suits = judgeMelody(song, song.tracks[0]?.notes ?? []);
  return suits && [...suits].map(([genre, { score, share, word }]) => [genre, score, share, word]);
});
process.stdout.write(JSON.stringify(judged));
