/** The piano below: it sounds like the chosen track, and what it plays is recorded and shown. */
import type { KeyboardNote } from "../keyboard/element.ts";
import type { Elements } from "./elements.ts";
import { remember, remembered } from "./page.ts";
import type { Recording } from "./recording.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";

const LETTERS = "play-with-keys";

type Places = Pick<Elements, "keyboard" | "roll" | "playWithKeys">;

/** `switched` is called when letters begin or cease to play. */
export function bindPiano(
  studio: Studio,
  recording: Recording,
  page: Places,
  switched: () => void,
): void {
  const { keyboard, roll } = page;
  const held = new Set<number>();
  const on = (name: string, act: (note: KeyboardNote) => void): void =>
    keyboard.addEventListener(name, (event) => {
      act((event as CustomEvent<KeyboardNote>).detail);
      roll.update({ lit: new Set(held) });
    });
  on("noteon", (note) => {
    held.add(note.pitch);
    recording.on(note);
  });
  on("noteoff", (note) => {
    held.delete(note.pitch);
    recording.off(note);
  });
  studio.on(["track", "song"], () => {
    const { program = 0, drums = false } = currentTrack(studio.state) ?? {};
    Object.assign(keyboard, { program, drums });
  });
  bindLetters(page, switched);
}

function bindLetters({ keyboard, playWithKeys }: Places, switched: () => void): void {
  const apply = (): void => {
    keyboard.toggleAttribute("computer-keys", playWithKeys.checked);
    remember(LETTERS, playWithKeys.checked);
    switched();
  };
  playWithKeys.checked = remembered(LETTERS, true);
  playWithKeys.addEventListener("change", apply);
  apply();
}
