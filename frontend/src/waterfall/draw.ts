/** The falling notes on a canvas, in the colours of the roll. */
import type { Note, Song } from "../music/song.ts";
import { barLines, placeAt } from "../music/time.ts";
import { isBlack, pitchLabel } from "../music/words.ts";
import { pattern } from "../screen/canvas.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { type Box, boxOf, columnOf, heightOf, pitchesOf, type Stage } from "./falling.ts";

export interface Falling {
  readonly song: Song;
  readonly track: number;
  readonly now: number; // tick at the keys
  readonly wanted: ReadonlySet<number>; // pitches to be struck next
}

type Ink = CanvasRenderingContext2D;

const LEAST_LABEL = 14; // px
const MARGIN = 1; // px between two notes

export function drawFalling(ink: Ink, stage: Stage, falling: Falling, colour: Palette): void {
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, stage.width, stage.height);
  drawColumns(ink, stage, falling, colour);
  drawBars(ink, stage, falling, colour);
  drawNotes(ink, stage, falling, colour);
  ink.fillStyle = colour("--roll-playhead");
  ink.fillRect(0, stage.height - 2, stage.width, 2);
}

function drawColumns(ink: Ink, stage: Stage, { wanted }: Falling, colour: Palette): void {
  for (const pitch of pitchesOf(stage)) {
    const { x, width } = columnOf(stage, pitch);
    if (isBlack(pitch)) {
      ink.fillStyle = colour("--roll-black-row");
      ink.fillRect(x, 0, width, stage.height);
    }
    if (wanted.has(pitch)) {
      ink.fillStyle = colour("--roll-loop");
      ink.fillRect(x, 0, width, stage.height);
    }
    ink.fillStyle = colour(pitch % 12 === 0 ? "--roll-bar" : "--roll-line");
    if (pitch % 12 === 0 || pitch % 12 === 5) ink.fillRect(Math.round(x), 0, 1, stage.height);
  }
}

function drawBars(ink: Ink, stage: Stage, { song, now }: Falling, colour: Palette): void {
  ink.font = "12px system-ui, sans-serif";
  ink.textBaseline = "bottom";
  ink.textAlign = "left";
  for (const bar of barLines(song, Math.max(0, now), now + stage.ticksShown)) {
    const y = Math.round(stage.height - heightOf(stage, now, bar));
    ink.fillStyle = colour("--roll-bar");
    ink.fillRect(0, y, stage.width, 1);
    ink.fillStyle = colour("--roll-text");
    ink.fillText(String(placeAt(song, bar).bar), 4, y - 2);
  }
}

function drawNotes(ink: Ink, stage: Stage, falling: Falling, colour: Palette): void {
  const { song, track, now } = falling;
  const fill = pattern(ink, colour(trackColour(track)), track);
  for (const note of song.tracks[track]?.notes ?? []) {
    const box = boxOf(stage, now, note);
    if (box.y > stage.height || box.y + box.height < 0) continue;
    ink.fillStyle = fill;
    ink.fillRect(box.x + MARGIN, box.y, box.width - 2 * MARGIN, Math.max(2, box.height - 1));
    ink.strokeStyle = colour("--roll-text");
    ink.lineWidth = falling.wanted.has(note.pitch) ? 2 : 1;
    ink.strokeRect(box.x + MARGIN, box.y, box.width - 2 * MARGIN, Math.max(2, box.height - 1));
    label(ink, stage, box, note, colour);
  }
}

/** The name of the key at the foot of its note, which comes first. */
function label(ink: Ink, stage: Stage, box: Box, note: Note, colour: Palette): void {
  const foot = Math.min(stage.height - 4, box.y + box.height - 3);
  if (box.width < LEAST_LABEL || foot - box.y < LEAST_LABEL) return;
  const size = Math.min(13, box.width * 0.5);
  ink.font = `600 ${size}px system-ui, sans-serif`;
  ink.textAlign = "center";
  ink.textBaseline = "bottom";
  ink.fillStyle = colour("--roll-background");
  ink.fillText(pitchLabel(note.pitch), box.x + box.width / 2, foot, box.width - 4);
}
