/**
 * The notes of a track as a table: everything the roll can do to a note, with number fields and
 * buttons.
 */
import { addNotes, mapNotes, removeNotes } from "../music/edits.ts";
import { drumName } from "../music/drums.ts";
import { type Note, TICKS_PER_QUARTER } from "../music/song.ts";
import { placeAt, tickOf } from "../music/time.ts";
import { noteWords, pitchLabel, plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { button, make, replaceKeepingFocus } from "./page.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";

const PAGE = 100; // rows

type Places = Pick<
  Elements,
  "eventList" | "eventHeading" | "eventCount" | "eventPages" | "eventRows" | "roll"
>;

/** Returns what opens the table over the roll, and closes it again. */
export function bindEventList(studio: Studio, page: Places): () => void {
  let from = 0; // index of the first note shown
  let drawn: readonly Note[] | null = null;
  const draw = (): void => {
    const notes = currentTrack(studio.state)?.notes ?? [];
    if (page.eventList.hidden || notes === drawn) return;
    drawn = notes;
    from = Math.min(from, lastPage(notes.length));
    const shown = notes.slice(from, from + PAGE);
    page.eventCount.textContent = countWords(notes.length, from, shown.length);
    const rows = shown.map((note, index) => row(studio, note, from + index));
    replaceKeepingFocus(page.eventRows, rows);
  };
  const turn = (by: number): void => {
    from = Math.max(0, from + by);
    drawn = null;
    draw();
  };
  page.eventPages.replaceChildren(
    button("Earlier notes", {}, () => turn(-PAGE)),
    button("Later notes", {}, () => turn(PAGE)),
    button("Add a note at the playhead", {}, () => add(studio)),
  );
  studio.on(["song", "track"], draw);
  return () => {
    page.eventList.hidden = !page.eventList.hidden;
    draw();
    if (page.eventList.hidden) page.roll.focus({ preventScroll: true });
    else page.eventHeading.focus();
  };
}

const lastPage = (count: number): number => Math.max(0, Math.ceil(count / PAGE) - 1) * PAGE;

function countWords(count: number, from: number, shown: number): string {
  const range = count > PAGE ? `, ${from + 1} to ${from + shown}` : "";
  return `${plural(count, "note")}${range}`;
}

const isDrums = ({ state }: Studio): boolean => currentTrack(state)?.drums ?? false;
const words = (studio: Studio, note: Note): string =>
  noteWords(studio.song, note, isDrums(studio));

function nameOf(studio: Studio, { pitch }: Note): string {
  return (isDrums(studio) ? drumName(pitch) : null) ?? pitchLabel(pitch);
}

function add(studio: Studio): void {
  const { grid, track } = studio.state;
  const onset = Math.round(studio.player.tick / grid) * grid;
  const note: Note = { onset, pitch: 60, length: TICKS_PER_QUARTER, velocity: 90 };
  const edit = addNotes(studio.song, track, [note]);
  if (!studio.apply(edit.song, "Add note", edit.notes)) return;
  studio.messages.say(`Added ${words(studio, note)}`);
}

function change(studio: Studio, note: Note, values: Partial<Note>, label: string): void {
  const { track } = studio.state;
  const edit = mapNotes(studio.song, track, [note], (old) => ({ ...old, ...values }));
  if (!studio.apply(edit.song, label, edit.notes)) return;
  studio.messages.say(words(studio, { ...note, ...values }));
}

function remove(studio: Studio, note: Note): void {
  const { song } = removeNotes(studio.song, studio.state.track, [note]);
  if (!studio.apply(song, "Erase note")) return;
  studio.messages.say("Note deleted");
}

/** A number of a note that can be typed in. */
interface Field {
  readonly name: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly label: string; // of the step that undo names
  values(typed: number): Partial<Note>;
}

const rounded = (value: number): number => Number(value.toFixed(3));

function fields(studio: Studio, note: Note): [Field, Field, Field, Field, Field] {
  const { song } = studio;
  const place = placeAt(song, note.onset);
  const beat = place.beat + place.tick / TICKS_PER_QUARTER;
  const moved = (bar: number, at: number): Partial<Note> => {
    const tick = tickOf(song, { bar, beat: Math.floor(at), tick: (at % 1) * TICKS_PER_QUARTER });
    return { onset: Math.max(0, Math.round(tick)) };
  };
  const length = rounded(note.length / TICKS_PER_QUARTER);
  const ticks = (beats: number): number => Math.max(1, Math.round(beats * TICKS_PER_QUARTER));
  const field = (
    name: string,
    value: number,
    [least, most, step]: readonly [number, number, number],
    label: string,
    values: Field["values"],
  ): Field => ({ name, value, least, most, step, label, values });
  return [
    field("Bar", place.bar, [1, 9999, 1], "Move note", (bar) => moved(bar, beat)),
    field("Beat", rounded(beat), [1, 32, 0.125], "Move note", (at) => moved(place.bar, at)),
    field("Pitch", note.pitch, [0, 127, 1], "Change pitch", (pitch) => ({
      pitch: Math.round(pitch),
    })),
    field("Length", length, [0.01, 256, 0.125], "Change length", (beats) => ({
      length: ticks(beats),
    })),
    field("Velocity", note.velocity, [1, 127, 1], "Change velocity", (velocity) => ({
      velocity: Math.round(velocity),
    })),
  ];
}

function row(studio: Studio, note: Note, index: number): HTMLTableRowElement {
  const [bar, beat, pitch, length, velocity] = fields(studio, note).map((field) =>
    cell(studio, note, field, index),
  );
  const looks = { class: "button small quiet", "aria-label": `Delete note ${index + 1}` };
  const cells = [
    make("th", { scope: "row" }, `${index + 1}`),
    bar,
    beat,
    pitch,
    make("td", { class: "quiet-text" }, nameOf(studio, note)),
    length,
    velocity,
    make(
      "td",
      {},
      button("Delete", looks, () => remove(studio, note)),
    ),
  ];
  return make("tr", {}, ...cells.filter((each) => each !== undefined));
}

function cell(studio: Studio, note: Note, field: Field, index: number): HTMLTableCellElement {
  const { name, value, least, most, step, label, values } = field;
  const input = make("input", {
    type: "number",
    min: least,
    max: most,
    step,
    "aria-label": `${name} of note ${index + 1}`,
    "data-focus": `${name}-${index}`,
  });
  input.value = String(value);
  input.addEventListener("change", () => {
    const typed = Number(input.value);
    if (!Number.isFinite(typed) || input.value === "") return;
    change(studio, note, values(Math.min(most, Math.max(least, typed))), label);
  });
  return make("td", {}, input);
}
