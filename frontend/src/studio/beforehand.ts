/**
 * The instruments of the song that is open come before anybody plays it: the first note need not
 * wait for them, and they are there when there is no line any more. The first is made ready to
 * play, of the others only the bytes come: decoded, a band has 17 MB.
 */
import { fetchPiece } from "../instruments/fetching.ts";
import { instrumentsOf } from "../instruments/names.ts";
import type { Studio } from "./studio.ts";

type Get = (instrument: string) => Promise<unknown>;

/** One after the other, so that they do not keep from the page what it needs itself. */
export function fetchBeforehand(studio: Studio, prepare: Get, fetch: Get = fetchPiece): void {
  if (sparing()) return;
  const asked = new Set<string>();
  let line: Promise<unknown> = Promise.resolve();
  studio.on(["song"], () => {
    for (const instrument of instrumentsOf(studio.song.tracks)) {
      if (asked.has(instrument)) continue;
      asked.add(instrument);
      // Whoever plays hears of a failure; here the next song asks again.
      const get = asked.size === 1 ? prepare : fetch;
      line = line.then(() => get(instrument)).catch(() => asked.delete(instrument));
    }
  });
}

/** People may ask their browsers to fetch no more than they must. */
function sparing(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
