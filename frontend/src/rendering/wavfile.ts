/** A song as a WAV file, faster than it plays, by the instruments one hears in the studio. */
import { type Song, songEnd } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { Master } from "./mastering.ts";
import { type FontOf, renderSong } from "./offline.ts";
import { RATE } from "./rate.ts";
import { sixteenBits, wavHead } from "./wav.ts";

/**
 * `told` hears of the share that is done. Samples wait in blobs, which a browser may lay on its
 * disk, so that ten minutes do not fill the memory.
 */
export async function makeWav(
  song: Song,
  fontOf: FontOf,
  told: (share: number) => void,
): Promise<Blob> {
  const frames = Math.max(1, secondsAt(song, songEnd(song)) * RATE);
  const master = new Master(RATE);
  const played: Blob[] = [];
  let done = 0;
  for await (const samples of renderSong(song, fontOf)) {
    master.add(samples);
    played.push(new Blob([samples.slice()]));
    done += samples.length / 2;
    told(Math.min(1, done / frames));
  }
  const levels = master.levels();
  const written: BlobPart[] = [wavHead(levels.length, RATE)];
  let start = 0;
  for (const piece of played) {
    const samples = new Float32Array(await piece.arrayBuffer());
    written.push(new Blob([sixteenBits(levels.level(samples, start))]));
    start += samples.length / 2;
  }
  return new Blob(written, { type: "audio/wav" });
}
