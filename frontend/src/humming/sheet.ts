/** What the dialog holds of a hummed melody, as one plain value, and what may happen to it. */
import { type Correction, corrected, middleOf } from "./correcting.ts";
import type { Curve } from "./curve.ts";
import { AS_SUNG, type Fit } from "./fitting.ts";
import { type HummedNote, READING, type Reading, readNotes } from "./notes.ts";

export interface Sheet {
  readonly curve: Curve;
  readonly seconds: number; // of the recording, as far as it was read
  readonly reading: Reading;
  readonly corrections: readonly Correction[];
  readonly fit: Fit;
  readonly notes: readonly HummedNote[]; // read and corrected, not yet fitted
  readonly chosen: number; // index of a note
}

export function newSheet(curve: Curve, seconds: number): Sheet {
  const notes = readNotes(curve, READING);
  return { curve, seconds, reading: READING, corrections: [], fit: AS_SUNG, notes, chosen: 0 };
}

export const changeReading = (sheet: Sheet, reading: Partial<Reading>): Sheet =>
  readAnew({ ...sheet, reading: { ...sheet.reading, ...reading } });

export const changeFit = (sheet: Sheet, fit: Partial<Fit>): Sheet => ({
  ...sheet,
  fit: { ...sheet.fit, ...fit },
});

export const choose = (sheet: Sheet, index: number): Sheet => ({
  ...sheet,
  chosen: Math.max(0, Math.min(index, sheet.notes.length - 1)),
});

type Wish = { kind: "pitch"; by: number } | { kind: "delete" } | { kind: "join" };

/** Of the chosen note. */
export function correct(sheet: Sheet, wish: Wish): Sheet {
  const note = sheet.notes[sheet.chosen];
  if (!note || (wish.kind === "join" && sheet.chosen === sheet.notes.length - 1)) return sheet;
  const correction = { ...wish, at: middleOf(note) };
  return readAnew({ ...sheet, corrections: [...sheet.corrections, correction] });
}

export const takeBack = (sheet: Sheet): Sheet =>
  readAnew({ ...sheet, corrections: sheet.corrections.slice(0, -1) });

function readAnew(sheet: Sheet): Sheet {
  const notes = corrected(readNotes(sheet.curve, sheet.reading), sheet.corrections);
  return choose({ ...sheet, notes }, sheet.chosen);
}
