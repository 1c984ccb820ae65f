/** What <song-dock> is put together from: buttons, names, the picture, the time, the volume. */
import { icon, PAUSE, PLAY } from "../screen/icon.ts";
import { nameToSystem } from "./mediakeys.ts";
import type { Listed } from "./queue.ts";

const BACK = "M6 5h3v14H6zM20 5v14L9 12Z";
const ON = "M15 5h3v14h-3zM4 5v14l11-7Z";
const CROSS = "M6 4 12 10 18 4 20 6 14 12 20 18 18 20 12 14 6 20 4 18 10 12 4 6Z";

interface Acts {
  toggle(): void;
  step(by: number): void;
  loud(volume: number): void;
  close(): void;
}

export type Parts = ReturnType<typeof build>;

export function build(acts: Acts) {
  const back = button("Previous song", BACK, () => acts.step(-1));
  const play = button("Play", PLAY, () => acts.toggle());
  const on = button("Next song", ON, () => acts.step(1));
  const close = button("Close the player", CROSS, () => acts.close());
  play.className = "play";
  const [title, maker] = [document.createElement("a"), part("span", "maker")];
  const [bar, time, canvas] = [part("div", "bar"), part("span", "time"), picture()];
  bar.tabIndex = 0;
  bar.setAttribute("role", "slider");
  bar.append(canvas);
  const volume = slider((value) => acts.loud(value));
  const [row, buttons, what] = [part("div", "row"), part("div", "buttons"), part("div", "what")];
  maker.setAttribute("role", "status");
  buttons.append(back, play, on);
  what.append(title, maker);
  row.append(buttons, what, bar, time, volume, close);
  return { row, back, play, on, title, maker, bar, canvas, time, volume };
}

export function showSong(parts: Parts, listed: Listed, ends: { first: boolean; last: boolean }) {
  parts.title.textContent = listed.title;
  parts.title.href = listed.page;
  parts.maker.textContent = listed.maker ? `by ${listed.maker}` : "";
  parts.bar.setAttribute("aria-label", `Position in ${listed.title}`);
  parts.back.disabled = ends.first;
  parts.on.disabled = ends.last;
  nameToSystem(listed);
}

export function showState(parts: Parts, title: string, paused: boolean): void {
  const path = paused ? PLAY : PAUSE;
  if (parts.play.dataset["path"] !== path) {
    parts.play.dataset["path"] = path;
    parts.play.replaceChildren(icon(path));
  }
  parts.play.setAttribute("aria-label", `${paused ? "Play" : "Pause"} ${title}`);
}

function button(name: string, path: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", name);
  made.append(icon(path));
  made.addEventListener("click", act);
  return made;
}

function part(tag: "div" | "span", name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

function picture(): HTMLCanvasElement {
  const made = document.createElement("canvas");
  made.setAttribute("aria-hidden", "true");
  return made;
}

function slider(act: (value: number) => void): HTMLInputElement {
  const made = document.createElement("input");
  Object.assign(made, { type: "range", min: "0", max: "1", step: "0.05", value: "1" });
  made.className = "volume";
  made.setAttribute("aria-label", "Volume");
  made.addEventListener("input", () => act(made.valueAsNumber));
  return made;
}
