/** The studio's song in the piano roll: what one does there, and what it shows. */
import { GRID_STEPS } from "../music/grid.ts";
import type { Note } from "../music/song.ts";
import type { PianoRoll, RollEdit } from "../pianoroll/element.ts";
import { facing } from "../pianoroll/view.ts";
import { damp, strike } from "../playback/live.ts";
import { selectNotes, setGrid, setLoop } from "./changes.ts";
import type { Elements } from "./elements.ts";
import type { KeptView } from "./look.ts";
import { make } from "./page.ts";
import { currentTrack, type Loop } from "./state.ts";
import type { Studio } from "./studio.ts";

const AUDITION_SECONDS = 0.35;

interface Audition {
  readonly pitch: number;
  readonly velocity: number;
}

export function bindRoll(studio: Studio, { roll, grid }: Pick<Elements, "roll" | "grid">): void {
  const on = <T>(name: string, act: (detail: T) => void): void =>
    roll.addEventListener(name, (event) => act((event as CustomEvent<T>).detail));
  on<RollEdit>("edit", ({ song, notes, label }) => {
    if (!studio.apply(song, label, notes)) roll.update({ song: studio.song, selection: new Set() });
  });
  on<readonly Note[]>("selection", (notes) => studio.change(selectNotes, notes));
  on<number>("seek", (tick) => studio.seek(tick));
  on<Loop | null>("loop", (loop) => studio.change(setLoop, loop, true));
  on<string>("say", (text) => studio.messages.say(text));
  on<Audition>("audition", (note) => audition(studio, note));
  studio.on(["song", "track"], () => {
    roll.update({ song: studio.song, track: studio.state.track });
  });
  studio.topics.after(["track"], () => {
    const pitches = new Set(currentTrack(studio.state)?.notes.map(({ pitch }) => pitch));
    roll.update({ view: facing(roll.state.view, [...pitches]) });
  });
  studio.on(["selection"], () => showSelection(studio, roll));
  studio.on(["grid"], () => roll.update({ grid: studio.state.grid }));
  bindGrid(studio, grid);
}

/** What was selected elsewhere is what the arrows move; the cell cursor comes back with Esc. */
function showSelection({ state }: Studio, roll: PianoRoll): void {
  const known = roll.state.selection;
  const same = known.size === state.selection.length && state.selection.every((n) => known.has(n));
  if (same) return;
  const cursorMode = roll.state.cursorMode && state.selection.length === 0;
  roll.update({ selection: new Set(state.selection), cursorMode });
}

function bindGrid(studio: Studio, grid: HTMLSelectElement): void {
  grid.append(...GRID_STEPS.map(({ label, ticks }) => make("option", { value: ticks }, label)));
  grid.value = String(studio.state.grid);
  grid.addEventListener("change", () => studio.change(setGrid, Number(grid.value)));
}

/** How a note would sound; not while the song plays. */
function audition({ player, sound, state }: Studio, { pitch, velocity }: Audition): void {
  if (player.playing) return;
  void sound.wake();
  const { program = 0, drums = false, volume = 100 } = currentTrack(state) ?? {};
  strike(sound, { program, drums, volume }, pitch, velocity);
  damp(sound, pitch, sound.now() + AUDITION_SECONDS);
}

/** Another song has been opened: the whole of it, with the keyboard's cursor on its first note. */
export function showFromTheStart(studio: Studio, roll: PianoRoll): void {
  const { onset: tick = 0, pitch = 60 } = currentTrack(studio.state)?.notes[0] ?? {};
  roll.update({ cursor: { tick, pitch } });
  roll.fit();
  roll.focus({ preventScroll: true });
}

/** A song that was left: the place where one was, at its scale. */
export function showView(roll: PianoRoll, view: KeptView): void {
  roll.update({ view: { ...roll.state.view, ...view } });
}
