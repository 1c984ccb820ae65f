/** The piano below: it sounds like the chosen track, and what it plays is recorded and shown. */
import type { KeyboardNote } from "../keyboard/element.ts";
import { KEYBOARD_DEFAULTS, type KeyboardState } from "../keyboard/letters.ts";
import { pitchLabel, pitchName } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { remember, remembered } from "./page.ts";
import type { Recording } from "./recording.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";

const LETTERS = "play-with-keys";

const OCTAVE = 12;
const REACH = 15; // semitones from the first letter to the last

type Places = Pick<Elements, "keyboard" | "roll" | "playWithKeys" | "keysState">;

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
  // On a page that nobody sees, nobody is seen to let go.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    const now = performance.now();
    for (const pitch of [...held]) while (held.has(pitch)) keyboard.release(pitch, now);
  });
  keyboard.addEventListener("keyschange", (event) => {
    const { detail } = event as CustomEvent<KeyboardState>;
    showKeys(page, detail);
    studio.messages.say(`A plays ${pitchName(detail.base)}, velocity ${detail.velocity}`);
  });
  showKeys(page, KEYBOARD_DEFAULTS);
}

/** Where the letters are now, and how loud; the keys that are shown go with them. */
function showKeys({ keyboard, keysState }: Places, { base, velocity }: KeyboardState): void {
  keysState.textContent = `A = ${pitchLabel(base)}, velocity ${velocity}`;
  const first = Number(keyboard.getAttribute("first"));
  const last = first + OCTAVE * Number(keyboard.getAttribute("octaves"));
  const above = Math.ceil((base + REACH - last) / OCTAVE) * OCTAVE;
  if (base < first) keyboard.setAttribute("first", String(base));
  else if (above > 0) keyboard.setAttribute("first", String(first + above));
}

function bindLetters({ keyboard, playWithKeys, keysState }: Places, switched: () => void): void {
  const apply = (): void => {
    keyboard.toggleAttribute("computer-keys", playWithKeys.checked);
    keysState.hidden = !playWithKeys.checked;
    remember(LETTERS, playWithKeys.checked);
    switched();
  };
  playWithKeys.checked = remembered(LETTERS, true);
  playWithKeys.addEventListener("change", apply);
  apply();
}
