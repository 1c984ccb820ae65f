/** The overview over the roll: one shows what the other has in sight, and moves it. */
import type { Stretch } from "../overview/frame.ts";
import { ticksShown } from "../pianoroll/view.ts";
import type { Elements } from "./elements.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<Elements, "overview" | "roll">;

export function bindOverview(studio: Studio, { overview, roll }: Places): void {
  roll.addEventListener("viewed", () => {
    const { view } = roll.state;
    overview.update({ shown: { start: view.scrollTick, end: view.scrollTick + ticksShown(view) } });
  });
  overview.addEventListener("window", (event) => {
    const { start, end } = (event as CustomEvent<Stretch>).detail;
    roll.show(start, end);
  });
  studio.on(["song", "track"], () => {
    overview.update({ song: studio.song, track: studio.state.track });
  });
  studio.on(["loop"], () => {
    const { loop, looping } = studio.state;
    overview.update({ loop: looping ? loop : null });
  });
  studio.on(["transport"], () => {
    const move = (): void => {
      overview.update({ playhead: studio.player.tick });
      if (studio.player.playing) requestAnimationFrame(move);
    };
    move();
  });
}
