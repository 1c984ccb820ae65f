/** State -> canvas. Two layers: the music, and the thin one that moves while it plays. */
import { GRID_STEPS } from "../music/grid.ts";
import type { Note } from "../music/song.ts";
import { barLines, beatTicks, meterAt, placeAt } from "../music/time.ts";
import { isBlack, pitchLabel } from "../music/words.ts";
import { pattern } from "../screen/canvas.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { type RollState, trackNotes } from "./state.ts";
import { KEYS, LANE, laneTop, pitchToY, RULER, tickToX, ticksShown, xToTick, yToPitch } from "./view.ts";

type Ink = CanvasRenderingContext2D;

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

function clip(ink: Ink, x: number, y: number, width: number, height: number, draw: () => void): void {
  ink.save();
  ink.beginPath();
  ink.rect(x, y, width, height);
  ink.clip();
  draw();
  ink.restore();
}

function rowsShown({ view }: RollState): number[] {
  const high = Math.min(127, yToPitch(view, RULER) + 1);
  const low = Math.max(0, yToPitch(view, laneTop(view)) - 1);
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => high - index);
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
    if (pitch % 12 === 0 || view.pxPerPitch >= 12) ink.fillRect(KEYS, Math.round(y + view.pxPerPitch) - 1, view.width - KEYS, 1);
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
  for (const note of [...trackNotes(state), ...state.draft]) {
    ink.fillStyle = fill;
    ink.globalAlpha = 0.5 + note.velocity / 254;
    if (!fillNote(ink, state, note)) continue;
    ink.globalAlpha = 1;
    const selected = state.selection.has(note);
    outline(ink, state, note, selected ? colour("--roll-text") : base, selected ? Math.min(2.5, 0.5 + note.length * view.pxPerTick * 0.1) : 1);
  }
  ink.globalAlpha = 1;
}

function boxOf({ view }: RollState, note: Note): [number, number, number, number] {
  const x = tickToX(view, note.onset);
  return [x, pitchToY(view, note.pitch) + 1, Math.max(3, note.length * view.pxPerTick - 1), view.pxPerPitch - 2];
}

function fillNote(ink: Ink, state: RollState, note: Note): boolean {
  const [x, y, width, height] = boxOf(state, note);
  if (x > state.view.width || x + width < KEYS || y > state.view.height || y + height < 0) return false;
  ink.fillRect(x, y, width, height);
  return true;
}

function outline(ink: Ink, state: RollState, note: Note, colour: string, thickness: number): void {
  const [x, y, width, height] = boxOf(state, note);
  ink.strokeStyle = colour;
  ink.lineWidth = thickness;
  ink.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
}

function drawLane(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const top = laneTop(view);
  ink.fillStyle = colour("--roll-black-row");
  ink.fillRect(KEYS, top, view.width - KEYS, LANE);
  ink.fillStyle = colour("--roll-bar");
  ink.fillRect(0, top, view.width, 1);
  clip(ink, KEYS, top, view.width - KEYS, LANE, () => {
    for (const note of trackNotes(state)) {
      const x = tickToX(view, note.onset);
      if (x < KEYS - 8 || x > view.width) continue;
      const high = (note.velocity / 127) * (LANE - 8);
      ink.fillStyle = colour(state.selection.has(note) ? "--roll-playhead" : trackColour(state.track));
      const wide = Math.max(1.5, Math.min(5, note.length * view.pxPerTick * 0.6));
      ink.fillRect(x, view.height - high, wide, high);
      ink.fillRect(x, view.height - high - 2, wide + 2, 3);
    }
  });
}

function drawKeys(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const bottom = laneTop(view);
  const drums = state.song.tracks[state.track]?.drums ?? false;
  clip(ink, 0, RULER, KEYS, bottom - RULER, () => {
    ink.font = `${Math.min(11, view.pxPerPitch - 3)}px system-ui, sans-serif`;
    ink.textBaseline = "middle";
    for (const pitch of rowsShown(state)) {
      const y = pitchToY(view, pitch);
      ink.fillStyle = isBlack(pitch) ? "#262a35" : "#f7f7fa";
      ink.fillRect(0, y, KEYS - 2, view.pxPerPitch - 1);
      if (pitch % 12 !== 0 && !(drums && view.pxPerPitch >= 12)) continue;
      ink.fillStyle = isBlack(pitch) ? "#e6e9f2" : "#33384a";
      ink.fillText(pitchLabel(pitch), 24, y + view.pxPerPitch / 2);
    }
  });
  ink.fillStyle = colour("--roll-text");
  ink.font = "11px system-ui, sans-serif";
  ink.textBaseline = "top";
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, bottom + 1, KEYS - 1, LANE);
  ink.fillStyle = colour("--roll-text");
  ink.fillText("velocity", 6, bottom + 6);
}

function drawLitKeys(ink: Ink, state: RollState, colour: Palette): void {
  clip(ink, 0, RULER, KEYS, laneTop(state.view) - RULER, () => {
    ink.fillStyle = colour(trackColour(state.track));
    for (const pitch of state.lit) ink.fillRect(0, pitchToY(state.view, pitch), KEYS - 2, state.view.pxPerPitch - 1);
  });
}

function drawRuler(ink: Ink, state: RollState, colour: Palette): void {
  const { song, view } = state;
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, view.width, RULER);
  ink.fillStyle = colour("--roll-bar");
  ink.fillRect(0, RULER - 1, view.width, 1);
  clip(ink, KEYS, 0, view.width - KEYS, view.height, () => {
    if (state.loop) drawLoop(ink, state, colour, state.loop);
    ink.font = "12px system-ui, sans-serif";
    ink.textBaseline = "middle";
    let free = -Infinity;
    for (const bar of barLines(song, xToTick(view, KEYS), xToTick(view, view.width))) {
      const x = tickToX(view, bar);
      if (x < free) continue;
      ink.fillStyle = colour("--roll-text");
      ink.fillText(String(placeAt(song, bar).bar), x + 4, RULER / 2);
      ink.fillRect(x, RULER - 8, 1, 8);
      free = x + 30;
    }
  });
}

function drawLoop(ink: Ink, state: RollState, colour: Palette, loop: { start: number; end: number }): void {
  const from = tickToX(state.view, loop.start);
  const to = tickToX(state.view, loop.end);
  ink.fillStyle = colour("--roll-loop");
  ink.fillRect(from, 0, to - from, laneTop(state.view));
  ink.fillStyle = colour("--roll-cursor");
  ink.fillRect(from, 0, to - from, 4);
  ink.fillRect(from, 0, 3, RULER);
  ink.fillRect(to - 3, 0, 3, RULER);
}

function drawCursor(ink: Ink, state: RollState, colour: Palette): void {
  const { view, cursor } = state;
  ink.strokeStyle = colour("--roll-cursor");
  ink.lineWidth = 3;
  const x = tickToX(view, cursor.tick);
  ink.strokeRect(x, pitchToY(view, cursor.pitch), Math.max(6, state.grid * view.pxPerTick), view.pxPerPitch);
}

function drawMarquee(ink: Ink, { x, y, width, height }: { x: number; y: number; width: number; height: number }, colour: Palette): void {
  ink.fillStyle = colour("--roll-loop");
  ink.fillRect(x, y, width, height);
  ink.strokeStyle = colour("--roll-cursor");
  ink.lineWidth = 1;
  ink.strokeRect(x + 0.5, y + 0.5, width, height);
}

/** The label of a step for the status line. */
export function gridLabel(ticks: number): string {
  return GRID_STEPS.find((step) => step.ticks === ticks)?.label ?? `${ticks} ticks`;
}
