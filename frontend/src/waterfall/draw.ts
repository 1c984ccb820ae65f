/** The falling notes on a canvas, in the colours of the roll. */
import { colourOf } from "../music/palette.ts";
import type { Song } from "../music/song.ts";
import { barLines, placeAt } from "../music/time.ts";
import { isBlack, pitchLabel } from "../music/words.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { patternOf } from "../screen/patterns.ts";
import { type Box, boxOf, columnOf, heightOf, pitchesOf, type Stage } from "./falling.ts";

export interface Falling {
  readonly song: Song;
  readonly track: number;
  readonly now: number; // tick at the keys
  readonly wanted: ReadonlySet<number>; // pitches to be struck next
}

type Ink = CanvasRenderingContext2D;

const LEAST_LABEL = 14; // px
const LEAST_SIZE = 9; // px of letters that can be read
const MARGIN = 1; // px between two notes
const CORNER = 4; // px
const SHADE = 0.3; // of notes of black keys

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
  const columns = pitchesOf(stage).map((pitch) => ({ pitch, ...columnOf(stage, pitch) }));
  const fill = (name: string, x: number, width: number): void => {
    ink.fillStyle = colour(name);
    ink.fillRect(x, 0, width, stage.height);
  };
  for (const { pitch, x, width } of columns) if (isBlack(pitch)) fill("--roll-black-row", x, width);
  for (const { pitch, x } of columns) {
    if (pitch % 12 === 0) fill("--roll-bar", Math.round(x), 1);
    if (pitch % 12 === 5) fill("--roll-line", Math.round(x), 1);
  }
  for (const { pitch, x, width } of columns) if (wanted.has(pitch)) fill("--roll-loop", x, width);
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

/** Those of black keys last, as these lie on top. */
function drawNotes(ink: Ink, stage: Stage, falling: Falling, colour: Palette): void {
  const { song, track, now } = falling;
  const number = colourOf(song.tracks, track);
  const fill = patternOf(ink, colour(trackColour(number)), number, colour("--roll-background"));
  const end = now + stage.ticksShown;
  const notes = song.tracks[track]?.notes ?? [];
  const seen = notes
    .filter(({ onset, length }) => onset < end && onset + length > now)
    .map((note) => ({ pitch: note.pitch, box: boxOf(stage, now, note) }));
  for (const black of [false, true]) {
    for (const { pitch, box } of seen) {
      if (isBlack(pitch) !== black) continue;
      drawNote(ink, box, fill, black ? SHADE : 0, colour);
      label(ink, stage, box, pitch, colour);
    }
  }
}

function drawNote(
  ink: Ink,
  { x, y, width, height }: Box,
  fill: CanvasPattern | string,
  shade: number,
  colour: Palette,
): void {
  ink.beginPath();
  ink.roundRect(x + MARGIN, y, width - 2 * MARGIN, Math.max(2, height - MARGIN), CORNER);
  ink.fillStyle = fill;
  ink.fill();
  ink.strokeStyle = ink.fillStyle = colour("--roll-text");
  ink.globalAlpha = shade;
  ink.fill();
  ink.globalAlpha = 1;
  ink.lineWidth = 1;
  ink.stroke();
}

/** The name of the key at the foot of its note, which comes first. */
function label(ink: Ink, stage: Stage, box: Box, pitch: number, colour: Palette): void {
  const foot = Math.min(stage.height - 4, box.y + box.height - 3);
  if (foot - box.y < LEAST_LABEL) return;
  const size = Math.min(13, box.width * 0.5);
  if (size < LEAST_SIZE) return;
  ink.font = `600 ${size}px system-ui, sans-serif`;
  ink.textAlign = "center";
  ink.textBaseline = "bottom";
  ink.fillStyle = colour("--roll-background");
  ink.fillText(pitchLabel(pitch), box.x + box.width / 2, foot, box.width - 4);
}
