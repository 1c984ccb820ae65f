/** Buttons that play a song round and round until they are pressed again, or another one is. */
import type { Song } from "../music/song.ts";
import { Deck } from "./deck.ts";
import { make } from "./making.ts";

export interface Heard {
  readonly button: HTMLButtonElement;
  readonly deck: Deck;
}

/** `name` is what it plays, for who hears the page; `columns` are lit one after the other. */
export function hearing(
  words: { text: string; name: string; primary?: boolean; small?: boolean },
  turn: { ticks: number; columns: number },
  song: () => Song,
  lit: (column: number | null) => void = () => {},
): Heard {
  const kinds = ["button", words.primary && "primary", words.small && "small"];
  const button = make("button", {
    class: kinds.filter(Boolean).join(" "),
    text: words.text,
    click: () => {
      if (deck.playing) deck.stop();
      else void deck.play(song());
    },
  });
  const deck = new Deck(turn, (playing, column) => {
    name(playing ? "Stop" : words.text);
    lit(column);
  });
  const name = (text: string): void => {
    if (button.textContent === text && button.ariaLabel) return;
    button.textContent = text;
    button.setAttribute("aria-label", words.name ? `${text}: ${words.name}` : text);
  };
  name(words.text);
  return { button, deck };
}
