/** What surrounds the notes: the ruler above, the keys beside, the velocities below. */
import { shortDrumName } from "../music/drums.ts";
import { colourOf } from "../music/palette.ts";
import { barLines, placeAt } from "../music/time.ts";
import { isBlack, pitchLabel } from "../music/words.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { whole } from "./boxes.ts";
import { isDrums, type RollState, trackNotes } from "./state.ts";
import { KEYS, laneHeight, laneTop, pitchToY, RULER, tickToX, xToTick, yToPitch } from "./view.ts";

export type Ink = CanvasRenderingContext2D;

/** A pixel of the screen in CSS pixels. */
export const grainOf = (ink: Ink): number => 1 / ink.getTransform().a;

export function clip(
  ink: Ink,
  x: number,
  y: number,
  width: number,
  height: number,
  draw: () => void,
): void {
  ink.save();
  ink.beginPath();
  ink.rect(x, y, width, height);
  ink.clip();
  draw();
  ink.restore();
}

export function rowsShown({ view }: RollState): number[] {
  const high = Math.min(127, yToPitch(view, view.head) + 1);
  const low = Math.max(0, yToPitch(view, laneTop(view)) - 1);
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => high - index);
}

export function drawLane(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const top = laneTop(view);
  ink.fillStyle = colour("--roll-black-row");
  ink.fillRect(KEYS, top, view.width - KEYS, laneHeight(view));
  ink.fillStyle = colour("--roll-bar");
  ink.fillRect(0, top, view.width, 1);
  clip(ink, KEYS, top, view.width - KEYS, laneHeight(view), () => drawStems(ink, state, colour));
}

/** From afar, of several on one pixel, those that the tallest before them hides are left out. */
function drawStems(ink: Ink, state: RollState, colour: Palette): void {
  const { view, selection, song, track } = state;
  const grain = grainOf(ink);
  const strong = colour("--roll-playhead");
  const base = colour(trackColour(colourOf(song.tracks, track)));
  let tallest = { x: -Infinity, high: 0 };
  for (const note of trackNotes(state)) {
    const x = whole(tickToX(view, note.onset), grain);
    if (x < KEYS - 8 || x > view.width) continue;
    const chosen = selection.has(note);
    const high = (note.velocity / 127) * (laneHeight(view) - 8);
    if (!chosen && x === tallest.x && high <= tallest.high) continue;
    if (x !== tallest.x || high > tallest.high) tallest = { x, high };
    ink.fillStyle = chosen ? strong : base;
    drawStem(ink, x, view.height - high, high, note.length * view.pxPerTick * 0.6);
  }
}

/** With a knob; where it would be a dot, a small square, which is drawn many times as fast. */
function drawStem(ink: Ink, x: number, y: number, high: number, room: number): void {
  const wide = Math.max(1, Math.min(3, room));
  ink.fillRect(x, y, wide, high);
  if (wide < 1.5) return ink.fillRect(x - 1, y - 1, 3, 2);
  ink.beginPath();
  ink.arc(x + wide / 2, y, 1.2 * wide, 0, 2 * Math.PI);
  return ink.fill();
}

export function drawKeys(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const bottom = laneTop(view);
  clip(ink, 0, view.head, KEYS, bottom - view.head, () => {
    ink.textBaseline = "middle";
    if (isDrums(state)) drawDrums(ink, state, colour);
    else drawPiano(ink, state);
  });
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, bottom + 1, KEYS - 1, laneHeight(view));
  ink.font = "10px system-ui, sans-serif";
  ink.textBaseline = "top";
  ink.fillStyle = colour("--roll-text");
  ink.fillText("velocity", 3, bottom + 5, KEYS - 6);
}

function drawPiano(ink: Ink, state: RollState): void {
  const { view } = state;
  // Where rows are low, the letter of an octave may reach into the rows above it.
  ink.font = `${Math.min(11, Math.max(8, view.pxPerPitch - 3))}px system-ui, sans-serif`;
  for (const pitch of rowsShown(state)) {
    const y = pitchToY(view, pitch);
    ink.fillStyle = isBlack(pitch) ? "#262a35" : "#f7f7fa";
    ink.fillRect(0, y, KEYS - 2, view.pxPerPitch - (view.pxPerPitch >= 6 ? 1 : 0));
  }
  ink.fillStyle = "#33384a";
  for (const pitch of rowsShown(state)) {
    const middle = pitchToY(view, pitch) + view.pxPerPitch / 2;
    if (pitch % 12 === 0) ink.fillText(pitchLabel(pitch), KEYS - 24, middle);
  }
}

/** A kit has no keys: each row says what it strikes. Rows that are low name what is played. */
function drawDrums(ink: Ink, state: RollState, colour: Palette): void {
  const { view } = state;
  const played = new Set(trackNotes(state).map(({ pitch }) => pitch));
  const size = Math.min(11, Math.max(9, view.pxPerPitch - 2));
  ink.font = `${size}px system-ui, sans-serif`;
  let free = -Infinity;
  for (const pitch of rowsShown(state)) {
    const y = pitchToY(view, pitch);
    ink.fillStyle = colour(played.has(pitch) ? "--roll-black-row" : "--roll-background");
    ink.fillRect(0, y, KEYS - 2, view.pxPerPitch);
    const roomy = view.pxPerPitch >= 9 || (played.has(pitch) && y >= free);
    if (!roomy) continue;
    free = y + size;
    ink.fillStyle = colour("--roll-text");
    const name = shortDrumName(pitch) ?? pitchLabel(pitch);
    ink.fillText(name, 3, y + view.pxPerPitch / 2, KEYS - 7);
  }
}

export function drawLitKeys(ink: Ink, state: RollState, colour: Palette): void {
  const { head } = state.view;
  clip(ink, 0, head, KEYS, laneTop(state.view) - head, () => {
    ink.fillStyle = colour(trackColour(colourOf(state.song.tracks, state.track)));
    for (const pitch of state.lit)
      ink.fillRect(0, pitchToY(state.view, pitch), KEYS - 2, state.view.pxPerPitch - 1);
  });
}

export function drawRuler(ink: Ink, state: RollState, colour: Palette): void {
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

function drawLoop(
  ink: Ink,
  state: RollState,
  colour: Palette,
  loop: { start: number; end: number },
): void {
  const from = tickToX(state.view, loop.start);
  const to = tickToX(state.view, loop.end);
  ink.fillStyle = colour("--roll-loop");
  ink.fillRect(from, 0, to - from, laneTop(state.view));
  ink.fillStyle = colour("--roll-cursor");
  ink.fillRect(from, 0, to - from, 4);
  drawHandle(ink, from, 1);
  drawHandle(ink, to, -1);
}

/** A flag that leans into the loop: something to take hold of. */
function drawHandle(ink: Ink, x: number, inwards: 1 | -1): void {
  ink.beginPath();
  ink.moveTo(x, 0);
  ink.lineTo(x + inwards * 11, 0);
  ink.lineTo(x + inwards * 3, 14);
  ink.lineTo(x + inwards * 3, RULER);
  ink.lineTo(x, RULER);
  ink.fill();
}
