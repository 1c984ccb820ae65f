/** Two runs beside each other: on the same axes, and each with its film. */
import { Gallery } from "../charts/gallery.ts";
import { oncePerFrame } from "../screen/canvas.ts";
import type { Known } from "./known.ts";
import { Listening } from "./listening.ts";
import { watchRun } from "./live.ts";
import { lossPictures } from "./losspictures.ts";
import { musicPictures } from "./musicpictures.ts";
import type { Sided } from "./sides.ts";

export function openComparison(root: HTMLElement): void {
  const places = [...root.querySelectorAll<HTMLElement>("[data-run]")];
  const known = new Map<string, Known>();
  const find = (name: string): HTMLElement =>
    root.querySelector(`[data-charts="${name}"]`) as HTMLElement;
  const music = new Gallery(find("music"), "compare");
  const losses = new Gallery(find("losses"), "compare");
  const draw = oncePerFrame(() => {
    const sides = places.flatMap((_, at): Sided[] => {
      const key = at === 0 ? "a" : "b";
      const told = known.get(key);
      return told ? [{ key, name: nameOf(places, at), known: told }] : [];
    });
    music.show(musicPictures(sides));
    losses.show(lossPictures(sides, "epochs"));
  });
  for (const [at, place] of places.entries()) {
    const [run, link] = [place.dataset["run"] ?? "", place.dataset["link"] ?? ""];
    const film = place.querySelector<HTMLElement>("[data-listen]") as HTMLElement;
    const listening = new Listening(film, run, link);
    const news = (now: Known): void => {
      known.set(at === 0 ? "a" : "b", now);
      listening.show(now);
      draw();
    };
    watchRun(run, link, { changed: news, reached: () => {}, gone: () => place.remove() });
  }
}

/** Two of the same name are told apart by their places. */
function nameOf(places: readonly HTMLElement[], at: number): string {
  const names = places.map((place) => place.dataset["name"] ?? "");
  const same = names[0] === names[1];
  return same ? `${names[at]} (${at === 0 ? "left" : "right"})` : (names[at] ?? "");
}
