/** The songs of a list in their order, and which of them is on. */

export interface Listed {
  readonly notes: string; // address of the song document
  readonly recording: string; // address that tells of its recording; empty where there is none
  readonly plays: string; // address where a play of it begins; empty where none is counted
  readonly page: string;
  readonly title: string;
  readonly maker: string;
}

export interface Queue {
  readonly songs: readonly Listed[];
  readonly at: number;
}

const LONGEST = 100; // songs: more than a page has

export function songOf(tile: HTMLElement): Listed {
  const { song: notes = "", recording = "", plays = "", title = "", maker = "" } = tile.dataset;
  const page = notes.slice(0, notes.lastIndexOf("/") + 1); // below which all of it lies
  return { notes, recording, plays, page, title, maker };
}

/** The list in which a song stands, from there on; a song that stands alone is a list of one. */
export function queueFrom(tile: HTMLElement): Queue {
  const list = tile.closest("ul, ol, table") ?? tile;
  const tiles = [...list.querySelectorAll<HTMLElement>("[data-song]")];
  if (!tiles.includes(tile)) return { songs: [songOf(tile)], at: 0 };
  const first = Math.max(0, tiles.indexOf(tile) - LONGEST / 2);
  const near = tiles.slice(first, first + LONGEST);
  return { songs: near.map(songOf), at: near.indexOf(tile) };
}

export const current = (queue: Queue): Listed | undefined => queue.songs[queue.at];

/** The queue one song further or back; null beyond its ends. */
export function moved(queue: Queue, by: number): Queue | null {
  const at = queue.at + by;
  return at >= 0 && at < queue.songs.length ? { ...queue, at } : null;
}
