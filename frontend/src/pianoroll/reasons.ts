/** Why a note is there, on the canvas: it, the notes that it depends on, and lines between them. */
import type { Note } from "../music/song.ts";
import type { Palette } from "../screen/colours.ts";
import { type Box, boxOf } from "./boxes.ts";
import { grainOf, type Ink } from "./margins.ts";
import type { View } from "./view.ts";

export interface Reason {
  readonly notes: readonly Note[];
  readonly strength: number; // 0 to 1
  readonly against: boolean; // the note would be likelier without them
}

export interface Reasons {
  readonly note: Note;
  readonly groups: readonly Reason[];
}

const WIDEST = 3.5; // px, of lines and rims
const FAINTEST = 0.45;

export function drawReasons(ink: Ink, view: View, reasons: Reasons, colour: Palette): void {
  const grain = grainOf(ink);
  const own = boxOf(view, reasons.note, grain);
  ink.save();
  ink.strokeStyle = ink.fillStyle = ink.shadowColor = colour("--roll-cursor");
  for (const { notes, strength, against } of reasons.groups) {
    const boxes = notes.map((note) => boxOf(view, note, grain)).filter((box) => box !== null);
    ink.globalAlpha = FAINTEST + (1 - FAINTEST) * strength;
    ink.setLineDash(against ? [4, 4] : []);
    for (const box of boxes) glow(ink, box, strength);
    if (own) for (const box of boxes) lead(ink, box, own, strength);
  }
  ink.globalAlpha = 1;
  ink.setLineDash([]);
  if (own) ring(ink, own);
  ink.restore();
}

function glow(ink: Ink, box: Box, strength: number): void {
  ink.shadowBlur = 6 + 10 * strength;
  ink.lineWidth = 1.5 + (WIDEST - 1.5) * strength;
  ink.strokeRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2);
  ink.shadowBlur = 0;
}

/** From the end of one to the beginning of the other, in a bow. */
function lead(ink: Ink, from: Box, to: Box, strength: number): void {
  const [x, y] = [from.x + from.width, from.y + from.height / 2];
  const [atX, atY] = [to.x, to.y + to.height / 2];
  const bend = Math.max(20, Math.abs(atX - x) / 2);
  ink.lineWidth = 1 + strength;
  ink.beginPath();
  ink.moveTo(x, y);
  ink.bezierCurveTo(x + bend, y, atX - bend, atY, atX, atY);
  ink.stroke();
}

function ring(ink: Ink, box: Box): void {
  ink.lineWidth = 2;
  ink.strokeRect(box.x - 4, box.y - 4, box.width + 8, box.height + 8);
}
