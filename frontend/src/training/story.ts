/** What happened to a run, the newest first. */
import { localText } from "../site/times.ts";
import type { Happening } from "./told.ts";

export function showStory(place: HTMLElement, events: readonly Happening[]): void {
  if (events.length === 0) return;
  place.replaceChildren(...events.toReversed().map(entryOf));
}

function entryOf(event: Happening): HTMLElement {
  const item = document.createElement("li");
  item.dataset["code"] = event.code;
  const when = document.createElement("p");
  when.className = "meta";
  const epoch = document.createElement("span");
  epoch.textContent = event.epoch ? `Epoch ${event.epoch}` : "Before the first epoch";
  const time = document.createElement("time");
  time.dateTime = event.at;
  time.textContent = localText(new Date(event.at), false);
  when.append(epoch, time);
  const words = document.createElement("p");
  words.textContent = event.words;
  item.append(words, when);
  return item;
}
