/** Notes on the canvas: how loud, selected or not, by whom, and those of the other tracks. */
import { colourOf } from "../music/palette.ts";
import { TICKS_PER_QUARTER } from "../music/song.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { leastOpacity, mixed, read, written } from "../screen/contrast.ts";
import { patternOf, TILE } from "../screen/patterns.ts";
import { type Box, boxOf, runsOf } from "./boxes.ts";
import { grainOf, type Ink } from "./margins.ts";
import { type RollState, trackNotes } from "./state.ts";

const READABLE = 3; // what WCAG 2.2 asks of shapes
const TINT = 0.45;

export function drawNotes(ink: Ink, state: RollState, colour: Palette): void {
  drawGhosts(ink, state, colour);
  const { base, fill } = looksOf(ink, state, state.track, colour);
  const softest = readable(base, colour);
  const grain = grainOf(ink);
  const hatch = hatching(ink, colour("--roll-background"));
  for (const note of [...trackNotes(state), ...state.growing]) {
    const box = boxOf(state.view, note, grain);
    if (!box || state.selection.has(note)) continue;
    ink.globalAlpha = softest + (1 - softest) * (note.velocity / 127);
    fillBox(ink, box, fill);
    ink.globalAlpha = 1;
    if (note.generated) fillBox(ink, box, hatch);
    rim(ink, box, base, 1);
  }
  drawSelected(ink, state, colour, hatch);
}

/** The colour of a track, and its fill: with its pattern, where that is not wider than a beat. */
function looksOf(
  ink: Ink,
  { song, view }: RollState,
  track: number,
  colour: Palette,
): { base: string; fill: Fill } {
  const number = colourOf(song.tracks, track);
  const base = colour(trackColour(number));
  if (TICKS_PER_QUARTER * view.pxPerTick < TILE) return { base, fill: base };
  return { base, fill: patternOf(ink, base, number, colour("--roll-background")) };
}

/** Opacity at which a colour is still told from the rows, black and white ones. */
function readable(base: string, colour: Palette): number {
  const grounds = ["--roll-background", "--roll-black-row"].map((name) => read(colour(name)));
  return leastOpacity(read(base), grounds, READABLE);
}

function drawGhosts(ink: Ink, state: RollState, colour: Palette): void {
  const grain = grainOf(ink);
  state.song.tracks.forEach((track, index) => {
    if (index === state.track) return;
    const { base, fill } = looksOf(ink, state, index, colour);
    ink.globalAlpha = readable(base, colour);
    for (const run of runsOf(state.view, track.notes, grain)) fillBox(ink, run, fill);
  });
  ink.globalAlpha = 1;
}

/** On top: tinted towards the ink of the theme, in a solid rim. */
function drawSelected(ink: Ink, state: RollState, colour: Palette, hatch: Fill): void {
  const strong = colour("--roll-playhead");
  const grain = grainOf(ink);
  const own = colour(trackColour(colourOf(state.song.tracks, state.track)));
  const tint = written(mixed(read(strong), read(own), TINT));
  for (const note of state.selection) {
    const box = boxOf(state.view, note, grain);
    if (!box) continue;
    fillBox(ink, box, tint);
    if (note.generated) fillBox(ink, box, hatch);
    rim(ink, box, strong, Math.min(2.5, 0.5 + box.width * 0.1));
  }
}

type Fill = string | CanvasPattern;

/** What a model wrote: slanting lines, in every colour and on every pattern. */
function hatching(ink: Ink, ground: string): Fill {
  const tile = new OffscreenCanvas(7, 7);
  const lines = tile.getContext("2d");
  if (!lines) return ground;
  lines.strokeStyle = ground;
  lines.globalAlpha = 0.75;
  lines.lineWidth = 1.6;
  lines.beginPath();
  for (const start of [-7, 0, 7]) {
    lines.moveTo(start - 1, 8);
    lines.lineTo(start + 8, -1);
  }
  lines.stroke();
  return ink.createPattern(tile, "repeat") ?? ground;
}

function fillBox(ink: Ink, { x, y, width, height }: Box, fill: Fill): void {
  ink.fillStyle = fill;
  ink.fillRect(x, y, width, height);
}

function rim(ink: Ink, { x, y, width, height }: Box, colour: string, thickness: number): void {
  if (height < 3) return;
  ink.strokeStyle = colour;
  ink.lineWidth = thickness;
  ink.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}
