/**
 * The notes of a track as a table: everything the roll can do to a note, with number fields and
 * buttons.
 */
import { addNotes, mapNotes, removeNotes } from "../music/edits.ts";
import { type Note, TICKS_PER_QUARTER } from "../music/song.ts";
import { placeAt, tickOf } from "../music/time.ts";
import { noteWords, pitchLabel, plural } from "../music/words.ts";
import { say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

const PAGE = 100; // rows

export function bindEventList(studio: Studio): void {
  const box = byId<HTMLDetailsElement>("event-list");
  let page = 0;
  let drawn: readonly Note[] | null = null;
  const draw = (): void => {
    const notes = studio.current?.notes ?? [];
    if (!box.open || notes === drawn) return;
    drawn = notes;
    page = Math.min(page, Math.max(0, Math.ceil(notes.length / PAGE) - 1));
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.dataset["focus"]
        : undefined;
    const rows = notes
      .slice(page * PAGE, (page + 1) * PAGE)
      .map((note, index) => row(studio, note, page * PAGE + index));
    byId("event-rows").replaceChildren(...rows);
    byId("event-count").textContent =
      `${plural(notes.length, "note")}${notes.length > PAGE ? `, ${page * PAGE + 1} to ${page * PAGE + rows.length}` : ""}`;
    if (focused) box.querySelector<HTMLElement>(`[data-focus="${focused}"]`)?.focus();
  };
  const turn = (by: number): void => {
    page = Math.max(0, page + by);
    drawn = null;
    draw();
  };
  byId("event-pages").replaceChildren(
    button("Earlier notes", {}, () => turn(-1)),
    button("Later notes", {}, () => turn(1)),
    button("Add a note at the playhead", {}, () => add(studio)),
  );
  box.addEventListener("toggle", draw);
  studio.on(["song", "track"], draw);
}

function add(studio: Studio): void {
  const onset = Math.round(studio.player.tick / studio.grid) * studio.grid;
  const note: Note = { onset, pitch: 60, length: TICKS_PER_QUARTER, velocity: 90 };
  const edit = addNotes(studio.song, studio.track, [note]);
  studio.apply(edit.song, "Add note", edit.notes);
  say(`Added ${noteWords(studio.song, note)}`);
}

function row(studio: Studio, note: Note, index: number): HTMLTableRowElement {
  const place = placeAt(studio.song, note.onset);
  const change = (values: Partial<Note>, label: string): void => {
    const edit = mapNotes(studio.song, studio.track, [note], (old) => ({ ...old, ...values }));
    studio.apply(edit.song, label, edit.notes);
    say(noteWords(studio.song, { ...note, ...values }));
  };
  const cell = (
    label: string,
    value: number,
    least: number,
    most: number,
    step: number,
    act: (value: number) => void,
  ): HTMLTableCellElement => {
    const input = make("input", {
      type: "number",
      min: least,
      max: most,
      step,
      "aria-label": `${label} of note ${index + 1}`,
      "data-focus": `${label}-${index}`,
    });
    input.value = String(value);
    input.addEventListener("change", () => {
      const number = Number(input.value);
      if (Number.isFinite(number) && input.value !== "")
        act(Math.min(most, Math.max(least, number)));
    });
    return make("td", {}, input);
  };
  const beat = place.beat + place.tick / TICKS_PER_QUARTER;
  const moved = (bar: number, at: number): number =>
    Math.max(
      0,
      Math.round(
        tickOf(studio.song, { bar, beat: Math.floor(at), tick: (at % 1) * TICKS_PER_QUARTER }),
      ),
    );
  const remove = button(
    "Delete",
    { class: "button small quiet", "aria-label": `Delete note ${index + 1}` },
    () => {
      studio.apply(removeNotes(studio.song, studio.track, [note]).song, "Erase note");
      say("Note deleted");
    },
  );
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, `${index + 1}`),
    cell("Bar", place.bar, 1, 9999, 1, (bar) => change({ onset: moved(bar, beat) }, "Move note")),
    cell("Beat", Number(beat.toFixed(3)), 1, 32, 0.125, (at) =>
      change({ onset: moved(place.bar, at) }, "Move note"),
    ),
    cell("Pitch", note.pitch, 0, 127, 1, (pitch) =>
      change({ pitch: Math.round(pitch) }, "Change pitch"),
    ),
    make("td", { class: "quiet-text" }, pitchLabel(note.pitch)),
    cell(
      "Length",
      Number((note.length / TICKS_PER_QUARTER).toFixed(3)),
      0.01,
      256,
      0.125,
      (beats) =>
        change({ length: Math.max(1, Math.round(beats * TICKS_PER_QUARTER)) }, "Change length"),
    ),
    cell("Velocity", note.velocity, 1, 127, 1, (velocity) =>
      change({ velocity: Math.round(velocity) }, "Change velocity"),
    ),
    make("td", {}, remove),
  );
}
