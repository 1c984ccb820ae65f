/** State -> canvas. Two layers: the music, and the thin one that moves while it plays. */
import type { Note } from "../music/song.ts";
import { barLines, beatTicks, meterAt } from "../music/time.ts";
import { isBlack } from "../music/words.ts";
import { pattern } from "../screen/canvas.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import {
  clip,
  drawKeys,
  drawLane,
  drawLitKeys,
  drawRuler,
  type Ink,
  rowsShown,
} from "./margins.ts";
import { type RollState, trackNotes } from "./state.ts";
import { KEYS, laneTop, pitchToY, RULER, tickToX, ticksShown } from "./view.ts";

export function drawMusic(ink: Ink, state: RollState, colour: Palette): void {
  const { width, height } = state.view;
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, width, height);
  clip(ink, KEYS, RULER, width - KEYS, laneTop(state.view) - RULER, () => {
    drawRows(ink, state, colour);
    drawLines(ink, state, colour);
    drawNotes(ink, state, colour);
  });
  drawLane(ink, state, colour);
  drawKeys(ink, state, colour);
  drawRuler(ink, state, colour);
}

export function drawOverlay(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  ink.clearRect(0, 0, view.width, view.height);
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
  for (const pitch of rowsShown(state)) {
    const y = pitchToY(view, pitch);
    if (isBlack(pitch)) {
      ink.fillStyle = colour("--roll-black-row");
      ink.fillRect(KEYS, y, view.width - KEYS, view.pxPerPitch);
    }
    ink.fillStyle = colour(pitch % 12 === 0 ? "--roll-bar" : "--roll-line");
    if (pitch % 12 === 0 || view.pxPerPitch >= 12)
      ink.fillRect(KEYS, Math.round(y + view.pxPerPitch) - 1, view.width - KEYS, 1);
  }
}

function drawLines(ink: Ink, state: RollState, colour: Palette): void {
  const { song, view, grid } = state;
  const from = view.scrollTick;
  const to = from + ticksShown(view);
  const bars = barLines(song, Math.max(0, from - 30_000), to);
  for (const [index, bar] of bars.entries()) {
    const beat = beatTicks(meterAt(song, bar));
    const step = [grid, beat].find((ticks) => ticks * view.pxPerTick >= 7);
    const stop = bars[index + 1] ?? to;
    if (step) {
      for (let tick = bar; tick < stop; tick += step) {
        ink.fillStyle = colour((tick - bar) % beat === 0 ? "--roll-bar" : "--roll-line");
        ink.globalAlpha = (tick - bar) % beat === 0 ? 0.55 : 1;
        ink.fillRect(Math.round(tickToX(view, tick)), RULER, 1, view.height);
      }
    }
    ink.globalAlpha = 1;
    ink.fillStyle = colour("--roll-bar");
    ink.fillRect(Math.round(tickToX(view, bar)), RULER, step ? 2 : 1, view.height);
  }
}

function drawNotes(ink: Ink, state: RollState, colour: Palette): void {
  state.song.tracks.forEach((track, index) => {
    if (index === state.track) return;
    ink.fillStyle = colour(trackColour(index));
    ink.globalAlpha = 0.28;
    for (const note of track.notes) fillNote(ink, state, note);
  });
  ink.globalAlpha = 1;
  const { view } = state;
  const base = colour(trackColour(state.track));
  const fill = pattern(ink, base, state.track);
  for (const note of [...trackNotes(state), ...state.growing]) {
    ink.fillStyle = fill;
    ink.globalAlpha = 0.5 + note.velocity / 254;
    if (!fillNote(ink, state, note)) continue;
    ink.globalAlpha = 1;
    const selected = state.selection.has(note);
    outline(
      ink,
      state,
      note,
      selected ? colour("--roll-text") : base,
      selected ? Math.min(2.5, 0.5 + note.length * view.pxPerTick * 0.1) : 1,
    );
  }
  ink.globalAlpha = 1;
}

function boxOf({ view }: RollState, note: Note): [number, number, number, number] {
  const x = tickToX(view, note.onset);
  return [
    x,
    pitchToY(view, note.pitch) + 1,
    Math.max(3, note.length * view.pxPerTick - 1),
    view.pxPerPitch - 2,
  ];
}

function fillNote(ink: Ink, state: RollState, note: Note): boolean {
  const [x, y, width, height] = boxOf(state, note);
  if (x > state.view.width || x + width < KEYS || y > state.view.height || y + height < 0)
    return false;
  ink.fillRect(x, y, width, height);
  return true;
}

function outline(ink: Ink, state: RollState, note: Note, colour: string, thickness: number): void {
  const [x, y, width, height] = boxOf(state, note);
  ink.strokeStyle = colour;
  ink.lineWidth = thickness;
  ink.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
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
