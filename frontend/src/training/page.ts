/** The page of one run. */
import { Gallery } from "../charts/gallery.ts";
import { oncePerFrame } from "../screen/canvas.ts";
import { Acts } from "./acts.ts";
import type { Known } from "./known.ts";
import { Listening } from "./listening.ts";
import { lossPictures } from "./losspictures.ts";
import { LossTools } from "./losstools.ts";
import { watchRun } from "./live.ts";
import { musicPictures } from "./musicpictures.ts";
import { Status } from "./status.ts";
import { showStory } from "./story.ts";

export function openRun(root: HTMLElement): void {
  const run = root.dataset["run"] ?? "";
  const link = root.dataset["link"] ?? "";
  const find = (selector: string): HTMLElement => root.querySelector(selector) as HTMLElement;
  let known: Known | null = null;
  const status = new Status(find(".run-status"));
  const listening = new Listening(find("[data-listen]"), run, link);
  const music = new Gallery(find('[data-charts="music"]'), "run");
  const losses = new Gallery(find('[data-charts="losses"]'), "run");
  const tools = new LossTools(root, () => draw());
  const acts = new Acts(root, run, () => ask());
  const draw = oncePerFrame(() => {
    if (!known) return;
    const sides = [{ key: "", name: "", known }];
    music.show(musicPictures(sides));
    losses.show(lossPictures(sides, tools.along), tools.smoothing);
  });
  const ask = watchRun(run, link, {
    changed: (now) => {
      known = now;
      status.show(now);
      acts.show(now);
      listening.show(now);
      showStory(find("[data-story]"), now.events);
      draw();
    },
    reached: (yes) => status.reached(yes),
    gone: () => status.gone(),
  });
}
