/** What stands around an embedded player: its words, colour, cover and keys. */
import type { Deck } from "./deck.ts";
import { type Keyed, pressed } from "./keys.ts";
import { inkOn, type Parameters } from "./parameters.ts";
import type { Sound } from "./sounds.ts";
import type { Getter } from "./wire.ts";

/** Colour and cover, as the address asks for them. */
export function dress(asked: Parameters): void {
  const { style } = document.documentElement;
  if (asked.colour) {
    style.setProperty("--accent", asked.colour);
    style.setProperty("--accent-strong", asked.colour);
    style.setProperty("--on-accent", inkOn(asked.colour));
  }
  const cover = document.querySelector<HTMLImageElement>("[data-artwork]");
  if (asked.showArtwork && cover) {
    cover.src = cover.dataset["artwork"] ?? "";
    cover.hidden = false;
  }
  const download = document.querySelector<HTMLElement>("[data-download]");
  if (download) download.hidden = !asked.download;
}

/** The words around the player, when another song of a list is on. */
export function name(sound: Sound): void {
  const link = document.querySelector<HTMLAnchorElement>("h1 a");
  if (link) [link.textContent, link.href] = [sound.title, sound.permalink_url];
  document.querySelector("[data-maker]")?.replaceChildren(sound.user.username);
  document.querySelector("[data-licence]")?.replaceChildren(sound.license);
  document.title = `${sound.title} by ${sound.user.username}`;
  for (const [part, file] of [
    ["download", "song.mid"],
    ["transcript", "transcript/"],
  ]) {
    const to = document.querySelector<HTMLAnchorElement>(`[data-${part}]`);
    if (to) to.href = `${sound.address}${file}`;
  }
  const cover = document.querySelector<HTMLImageElement>("[data-artwork]:not([hidden])");
  if (cover) cover.src = `${sound.address}cover.png`;
  for (const each of document.querySelectorAll<HTMLElement>("[data-sound]"))
    each.setAttribute("aria-current", String(each.dataset["sound"] === sound.id));
}

/** A list of songs, each a button. */
export function followList(deck: Deck): void {
  document.querySelectorAll<HTMLElement>("[data-sound]").forEach((button, index) => {
    button.addEventListener("click", () => {
      deck.skip(index);
      deck.play();
    });
  });
}

export function followKeys(deck: Deck): void {
  const keyed = keyedBy(deck);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Only while the focus is in the player: single letters elsewhere are somebody's own.
    if (!(event.target instanceof Element) || !event.target.closest("share-player")) return;
    if (pressed(event.key, keyed)) event.preventDefault();
  });
}

function keyedBy(deck: Deck): Keyed {
  const number = (getter: Getter): number => Number(deck.answer(getter));
  let before = 100;
  return {
    toggle: () => deck.toggle(),
    next: () => deck.next(),
    prev: () => deck.prev(),
    seekBy: (seconds) => deck.seekTo(number("getPosition") + seconds * 1000),
    seekToShare: (share) => deck.seekTo(number("getDuration") * share),
    louder: (percent) => deck.setVolume(number("getVolume") + percent),
    mute: () => {
      const loud = number("getVolume");
      if (loud) before = loud;
      deck.setVolume(loud ? 0 : before);
    },
  };
}
