/** Comments on the page of a song: marks on its waveform, a field that knows the moment, a list. */
import { clockText } from "../music/time.ts";
import { fetchJson } from "../shareplayer/states.ts";
import { hear, heardNow } from "./heard.ts";
import { countedOf, type Marks, placed, spokenOf } from "./marks.ts";
import { extend, send } from "./sending.ts";
import { MarkStrip } from "./strip.ts";

const NEAREST = 15; // pixels between two marks
const NONE: Marks = { more: 0, marks: [] };

const panelHere = (): HTMLElement | null => document.getElementById("comments");
const fieldHere = (): HTMLTextAreaElement | null =>
  document.querySelector<HTMLTextAreaElement>("#say-words");

const momentHere = (): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(".say input[name=at]");

/** For this page, and each that is walked to. */
export function bindComments(): void {
  const panel = panelHere();
  const player = document.querySelector("share-player");
  if (!panel || !player) return;
  bindList(panel);
  const strip = new MarkStrip({ seek: (mark) => hear(mark.at_ms) });
  let marks = NONE;
  const draw = (): void => show(strip, marks);
  const ask = async (): Promise<void> => {
    marks = await marksOf(panel);
    draw();
  };
  player.addEventListener("time", () => follow(strip, marks));
  player.addEventListener("ready", () => {
    player.append(strip.element);
    new ResizeObserver(draw).observe(strip.element);
    void ask();
  });
  panel.addEventListener("comments", () => void ask());
}

function bindList(panel: HTMLElement): void {
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(event.target as HTMLFormElement, event.submitter);
  });
  panel.addEventListener("focusin", (event) => {
    if (event.target === fieldHere()) tellMoment();
  });
  panel.addEventListener("input", (event) => {
    if (event.target === momentHere()) momentHere()?.setAttribute("data-chosen", "");
  });
  panel.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const moment = target.closest<HTMLElement>("[data-seek]");
    if (moment) hear(Number(moment.dataset["seek"]));
    const more = target.closest<HTMLAnchorElement>(".more a");
    if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void extend(more);
  });
}

async function marksOf(panel: HTMLElement): Promise<Marks> {
  try {
    return await fetchJson<Marks>(panel.dataset["marks"] ?? "", new AbortController().signal);
  } catch (error) {
    // The list below has them all.
    console.warn("the marks of comments did not load", error);
    return NONE;
  }
}

function show(strip: MarkStrip, marks: Marks): void {
  const width = strip.element.clientWidth;
  const shown = placed(marks.marks, heardNow()?.duration ?? 0, width ? NEAREST / width : 1);
  strip.show(shown);
  const counted = panelHere()?.querySelector(".marked");
  if (counted) counted.textContent = countedOf(shown.length, marks);
}

/** The moment that sounds, in the field until somebody writes, and what was said of it. */
function follow(strip: MarkStrip, marks: Marks): void {
  const player = heardNow();
  strip.tell(player && !player.paused ? spokenOf(marks.marks, player.currentTime) : null);
  tellMoment();
}

/** Until somebody begins to write, or has chosen another moment. */
function tellMoment(): void {
  const [at, player] = [momentHere(), heardNow()];
  if (!at || !player || fieldHere()?.value || at.hasAttribute("data-chosen")) return;
  if (document.activeElement !== at) at.value = clockText(player.currentTime);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const field = fieldHere();
  if (event.key.toLowerCase() !== "c" || held || !field || isWriting(event.target)) return;
  event.preventDefault();
  field.focus();
});
