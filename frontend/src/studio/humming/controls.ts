/** The controls beside the picture: what they change, and what they show. */
import { likelyKey } from "../../humming/keys.ts";
import { likelyPace } from "../../humming/pace.ts";
import * as sheets from "../../humming/sheet.ts";
import { GRID_STEPS } from "../../music/grid.ts";
import { KEYS, keyName } from "../../music/keys.ts";
import type { Note, Song } from "../../music/song.ts";
import { placeAt, qpm, tempoAt } from "../../music/time.ts";
import { pitchName, plural } from "../../music/words.ts";
import { make } from "../page.ts";
import type { Parts } from "./parts.ts";

type Change = (sheet: sheets.Sheet) => sheets.Sheet;

const MOST_OCTAVES = 3;

export function bindControls(parts: Parts, change: (change: Change) => void): void {
  fillChoices(parts);
  const { sensitivity, shortest, octaves, key, grid } = parts;
  sensitivity.oninput = () =>
    change((sheet) => sheets.changeReading(sheet, { sensitivity: Number(sensitivity.value) }));
  shortest.oninput = () =>
    change((sheet) => sheets.changeReading(sheet, { shortest: Number(shortest.value) }));
  octaves.onchange = () =>
    change((sheet) => sheets.changeFit(sheet, { octaves: Number(octaves.value) }));
  key.onchange = () =>
    change((sheet) => sheets.changeFit(sheet, { key: KEYS[Number(key.value)] ?? null }));
  const { pace } = parts;
  pace.onchange = () =>
    change((sheet) => sheets.changeFit(sheet, { pace: Number(pace.value) || null }));
  grid.onchange = () => change((sheet) => sheets.changeFit(sheet, { grid: Number(grid.value) }));
  bindCorrections(parts, change);
}

function fillChoices({ octaves, grid }: Parts): void {
  const range = Array.from({ length: 2 * MOST_OCTAVES + 1 }, (_, index) => MOST_OCTAVES - index);
  octaves.replaceChildren(
    ...range.map((by) => make("option", { value: by, selected: by === 0 }, octaveWords(by))),
  );
  grid.replaceChildren(
    make("option", { value: 0 }, "as sung"),
    ...GRID_STEPS.map(({ label, ticks }) => make("option", { value: ticks }, label)),
  );
}

function octaveWords(by: number): string {
  if (by === 0) return "as sung";
  return `${plural(Math.abs(by), "octave")} ${by > 0 ? "higher" : "lower"}`;
}

/** What each key does in the picture; each is a button as well. The output of the note speaks. */
function bindCorrections(parts: Parts, change: (change: Change) => void): void {
  const acts: Record<string, Change> = {
    ArrowLeft: (sheet) => sheets.choose(sheet, sheet.chosen - 1),
    ArrowRight: (sheet) => sheets.choose(sheet, sheet.chosen + 1),
    ArrowUp: (sheet) => sheets.correct(sheet, { kind: "pitch", by: 1 }),
    ArrowDown: (sheet) => sheets.correct(sheet, { kind: "pitch", by: -1 }),
    Delete: (sheet) => sheets.correct(sheet, { kind: "delete" }),
    j: (sheet) => sheets.correct(sheet, { kind: "join" }),
    Backspace: sheets.takeBack,
  };
  const { previous, next, up, down, remove, join, takeBack, picture } = parts;
  for (const [button, name] of [
    ...[[previous, "ArrowLeft"] as const, [next, "ArrowRight"] as const],
    ...[[up, "ArrowUp"] as const, [down, "ArrowDown"] as const],
    ...[[remove, "Delete"] as const, [join, "j"] as const, [takeBack, "Backspace"] as const],
  ])
    button.onclick = () => change(acts[name] as Change);
  picture.onkeydown = (event) => {
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(act);
  };
}

export function showControls(
  parts: Parts,
  sheet: sheets.Sheet,
  notes: readonly Note[],
  song: Song,
  tick: number,
): void {
  const { reading, fit, corrections, chosen } = sheet;
  parts.sensitivity.value = String(reading.sensitivity);
  parts.sensitivityValue.value = `${Math.round(100 * reading.sensitivity)} %`;
  parts.shortest.value = String(reading.shortest);
  parts.shortestValue.value = `${Math.round(1000 * reading.shortest)} ms`;
  parts.octaves.value = String(fit.octaves);
  parts.grid.value = String(fit.grid);
  showKeys(parts.key, sheet);
  showPaces(parts.pace, sheet, qpm(tempoAt(song, tick)));
  parts.summary.textContent = summaryOf(sheet, notes);
  parts.canvas.ariaLabel = `The pitch of the voice, and over it ${parts.summary.textContent}`;
  parts.chosen.value = chosenWords(sheet, notes);
  const { bar } = placeAt(song, tick);
  parts.place.textContent = `It begins with bar ${bar}, where the playhead is. Undo takes it back.`;
  for (const one of [parts.up, parts.down, parts.remove, parts.accept, parts.hearNotes])
    one.disabled = notes.length === 0;
  parts.previous.disabled = chosen === 0;
  parts.next.disabled = parts.join.disabled = chosen >= notes.length - 1;
  parts.takeBack.disabled = corrections.length === 0;
}

/** The key in which the melody seems to be comes first. */
function showKeys(select: HTMLSelectElement, { notes, fit }: sheets.Sheet): void {
  const likely = likelyKey(notes);
  const others = KEYS.filter((key) => key !== likely);
  const option = (key: (typeof KEYS)[number], words: string) =>
    make("option", { value: KEYS.indexOf(key), selected: key === fit.key }, words);
  select.replaceChildren(
    make("option", { value: -1, selected: fit.key === null }, "as sung"),
    likely ? option(likely, `${keyName(likely)}, as it seems`) : "",
    ...others.map((key) => option(key, keyName(key))),
  );
}

/** The song's tempo, or what the melody itself seems to be in. */
function showPaces(select: HTMLSelectElement, { notes, fit }: sheets.Sheet, own: number): void {
  const likely = likelyPace(notes);
  const paces = likely ? [likely, likely / 2, likely * 2].map(Math.round) : [];
  const others = fit.pace !== null && !paces.includes(fit.pace) ? [fit.pace] : [];
  const ownWords = `${Math.round(own)}, the song's`;
  select.replaceChildren(
    make("option", { value: 0, selected: fit.pace === null }, ownWords),
    ...[...paces, ...others].map((pace) => {
      const words = pace === likely ? `${pace}, as it seems` : String(pace);
      return make("option", { value: pace, selected: pace === fit.pace }, words);
    }),
  );
}

function summaryOf({ notes: hummed }: sheets.Sheet, notes: readonly Note[]): string {
  const [first, last] = [hummed[0], hummed.at(-1)];
  if (!first || !last) return "no notes";
  const pitches = notes.map(({ pitch }) => pitch);
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)].map(pitchName);
  const seconds = (last.end - first.start).toFixed(1);
  return `${plural(notes.length, "note")}, ${low} to ${high}, ${seconds} s`;
}

function chosenWords({ notes: hummed, chosen }: sheets.Sheet, notes: readonly Note[]): string {
  const [note, sung] = [notes[chosen], hummed[chosen]];
  if (!note || !sung) return "No note";
  const length = `${(sung.end - sung.start).toFixed(2)} s`;
  return `Note ${chosen + 1} of ${notes.length}: ${pitchName(note.pitch)}, ${length}`;
}
