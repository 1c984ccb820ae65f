/** State -> canvas. Two layers: the music, and the thin one that moves while it plays. */
import { inScale } from "../music/scales.ts";
import { barLines, beatTicks, meterAt } from "../music/time.ts";
import { isBlack } from "../music/words.ts";
import type { Palette } from "../screen/colours.ts";
import { drawChordPlace, drawChords, drawLitChord } from "./chordlane.ts";
import {
  clip,
  drawKeys,
  drawLane,
  drawLitKeys,
  drawRuler,
  type Ink,
  rowsShown,
} from "./margins.ts";
import { drawNotes } from "./notes.ts";
import { drawReasons } from "./reasons.ts";
import { type RollState, scaleOf } from "./state.ts";
import { KEYS, laneTop, pitchToY, tickToX, ticksShown, type View } from "./view.ts";

const STEP_PX = 8; // lines that are closer are a grey ground
const BEAT_PX = 10;
const LONGEST_BAR = 30_000; // ticks

export function drawMusic(ink: Ink, state: RollState, colour: Palette): void {
  const { width, height, head } = state.view;
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, width, height);
  clip(ink, KEYS, head, width - KEYS, laneTop(state.view) - head, () => {
    drawRows(ink, state, colour);
    drawLines(ink, state, colour);
    drawNotes(ink, state, colour);
  });
  drawLane(ink, state, colour);
  drawKeys(ink, state, colour);
  drawChords(ink, state, colour);
  drawRuler(ink, state, colour);
}

export function drawOverlay(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  ink.clearRect(0, 0, view.width, view.height);
  drawLitChord(ink, state, colour);
  drawChordPlace(ink, state, colour);
  clip(ink, KEYS, view.head, view.width - KEYS, laneTop(view) - view.head, () => {
    if (state.reasons) drawReasons(ink, view, state.reasons, colour);
  });
  clip(ink, KEYS, 0, view.width - KEYS, view.height, () => {
    ink.fillStyle = colour("--roll-playhead");
    ink.fillRect(Math.round(tickToX(view, state.playhead)) - 1, 0, 2, view.height);
    if (state.cursorMode) drawCursor(ink, state, colour);
    if (state.marquee) drawMarquee(ink, state.marquee, colour);
  });
  drawLitKeys(ink, state, colour);
}

function drawRows(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const scale = scaleOf(state);
  const wide = view.width - KEYS;
  for (const pitch of rowsShown(state)) {
    const y = pitchToY(view, pitch);
    const shade = scale ? !inScale(pitch, scale) : isBlack(pitch);
    if (shade) {
      ink.fillStyle = colour(scale ? "--roll-outside" : "--roll-black-row");
      ink.fillRect(KEYS, y, wide, view.pxPerPitch);
    }
    if (scale && pitch % 12 === scale.root) {
      ink.fillStyle = colour("--roll-root");
      ink.fillRect(KEYS, y, wide, view.pxPerPitch);
    }
    ink.fillStyle = colour(pitch % 12 === 0 ? "--roll-bar" : "--roll-line");
    if (pitch % 12 === 0 || view.pxPerPitch >= 12)
      ink.fillRect(KEYS, Math.round(y + view.pxPerPitch) - 1, wide, 1);
  }
}

/** From faint to strong: steps of the grid, beats, bars; each only where it has room. */
function drawLines(ink: Ink, state: RollState, colour: Palette): void {
  const { song, view, grid } = state;
  const from = view.scrollTick;
  const to = from + ticksShown(view);
  const bars = barLines(song, Math.max(0, from - LONGEST_BAR), to);
  let free = -Infinity;
  for (const [index, bar] of bars.entries()) {
    const beat = beatTicks(meterAt(song, bar));
    const stop = Math.min(bars[index + 1] ?? to, to);
    if (grid * view.pxPerTick >= STEP_PX)
      drawEvery(ink, view, bar, stop, grid, colour("--roll-line"), 1);
    const beats = beat * view.pxPerTick >= BEAT_PX;
    if (beats) drawEvery(ink, view, bar, stop, beat, colour("--roll-bar"), 0.45);
    const x = Math.round(tickToX(view, bar));
    if (x < free) continue;
    free = x + BEAT_PX;
    ink.fillStyle = colour("--roll-bar");
    ink.fillRect(x - (beats ? 1 : 0), view.head, beats ? 2 : 1, view.height);
  }
}

function drawEvery(
  ink: Ink,
  view: View,
  from: number,
  to: number,
  step: number,
  colour: string,
  opacity: number,
): void {
  ink.fillStyle = colour;
  ink.globalAlpha = opacity;
  for (let tick = from; tick < to; tick += step)
    ink.fillRect(Math.round(tickToX(view, tick)), view.head, 1, view.height);
  ink.globalAlpha = 1;
}

function drawCursor(ink: Ink, state: RollState, colour: Palette): void {
  const { view, cursor } = state;
  ink.strokeStyle = colour("--roll-cursor");
  ink.lineWidth = 3;
  const x = tickToX(view, cursor.tick);
  ink.strokeRect(
    x,
    pitchToY(view, cursor.pitch),
    Math.max(6, state.grid * view.pxPerTick),
    view.pxPerPitch,
  );
}

function drawMarquee(
  ink: Ink,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  colour: Palette,
): void {
  ink.fillStyle = colour("--roll-loop");
  ink.fillRect(x, y, width, height);
  ink.strokeStyle = colour("--roll-cursor");
  ink.lineWidth = 1;
  ink.strokeRect(x + 0.5, y + 0.5, width, height);
}
