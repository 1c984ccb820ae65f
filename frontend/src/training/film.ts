/**
 * A row of pictures, one an epoch: what was played there, small. Pressed or pulled over with the
 * mouse it chooses; for fingers and keys there is the slider below it.
 */
import { fromDocument, type SongDocument } from "../music/song.ts";
import { drawMiniRoll } from "../player/miniroll.ts";
import { fitted } from "../screen/canvas.ts";
import { palette, watchTheme } from "../screen/colours.ts";

const PLAYHEAD = 4; // px: as if it had been played to its end, with the playhead out of sight

export interface Frame {
  readonly name: string; // of its epoch
  readonly best: boolean;
}

export class Film {
  private readonly frames: HTMLElement[] = [];
  private readonly place: HTMLElement;
  private readonly take: (at: number) => Promise<SongDocument>;
  private readonly seen: IntersectionObserver;

  constructor(
    place: HTMLElement,
    take: (at: number) => Promise<SongDocument>,
    chosen: (at: number) => void,
  ) {
    [this.place, this.take] = [place, take];
    const options = { root: place, rootMargin: "0px 200px" };
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.draw(entry.target as HTMLElement);
    }, options);
    bindMouse(place, chosen);
    watchTheme(() => this.redraw());
  }

  show(frames: readonly Frame[]): void {
    frames.forEach((frame, at) => {
      const element = this.frames[at] ?? this.added(at);
      const label = element.lastElementChild;
      if (label) label.textContent = frame.best ? `${frame.name} ★` : frame.name;
      element.classList.toggle("best", frame.best);
    });
    for (const element of this.frames.splice(frames.length)) element.remove();
  }

  /** All pictures anew: of another melody, or in other colours. */
  redraw(): void {
    for (const element of this.frames) {
      delete element.dataset["drawn"];
      this.seen.unobserve(element);
      this.seen.observe(element);
    }
  }

  mark(at: number): void {
    for (const [index, element] of this.frames.entries())
      element.classList.toggle("chosen", index === at);
    const frame = this.frames[at];
    if (!frame) return;
    const middle = frame.offsetLeft - this.place.offsetLeft - this.place.clientWidth / 2;
    this.place.scrollTo({ left: middle + frame.clientWidth / 2 });
  }

  private added(at: number): HTMLElement {
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.dataset["at"] = String(at);
    frame.append(document.createElement("canvas"), document.createElement("span"));
    this.frames.push(frame);
    this.place.append(frame);
    this.seen.observe(frame);
    return frame;
  }

  private draw(frame: HTMLElement): void {
    const canvas = frame.querySelector("canvas");
    if (!canvas || frame.dataset["drawn"]) return;
    frame.dataset["drawn"] = "yes";
    this.take(Number(frame.dataset["at"])).then(
      (take) => {
        const { context, width, height } = fitted(canvas);
        const size = { width: width + PLAYHEAD, height };
        drawMiniRoll(context, fromDocument(take), size, palette(this.place), 1);
      },
      () => delete frame.dataset["drawn"], // drawn when it comes into sight again
    );
  }
}

function bindMouse(place: HTMLElement, chosen: (at: number) => void): void {
  let before = -1;
  const choose = (event: PointerEvent): void => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const frame = under?.closest<HTMLElement>(".frame");
    if (!frame || !place.contains(frame)) return;
    const at = Number(frame.dataset["at"]);
    if (at !== before) chosen(at);
    before = at;
  };
  place.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    before = -1;
    choose(event);
    place.setPointerCapture(event.pointerId);
    place.onpointermove = choose;
    place.onlostpointercapture = () => (place.onpointermove = null);
  });
  place.addEventListener("click", (event) => {
    if ((event as PointerEvent).pointerType !== "mouse") choose(event as PointerEvent);
  });
}
