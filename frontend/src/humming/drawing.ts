/** The picture of what was heard: the voice as a line, and the notes over it. */
import { isBlack, pitchLabel } from "../music/words.ts";
import type { Palette } from "../screen/colours.ts";
import { HOP } from "./curve.ts";

export interface Bar {
  readonly start: number; // seconds
  readonly end: number;
  readonly pitch: number; // MIDI
}

export interface Picture {
  readonly pitches: Float32Array; // as they were sung
  readonly raised: number; // semitones by which notes are above what was sung
  readonly notes: readonly Bar[];
  readonly seconds: number;
  readonly chosen: number;
  readonly playhead: number | null; // seconds
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 2; // semitones above and below
const KEYS = 36; // pixels for names of pitches
const LEAST_ROWS = 14;
const LEAST_PER_SECOND = 36; // pixels: a short note can still be hit

/** How wide the picture of a recording has to be. */
export const leastWidth = (seconds: number): number => Math.ceil(KEYS + seconds * LEAST_PER_SECOND);

/** Where seconds and pitches lie. */
export function scaleOf({ notes, seconds }: Picture, { width, height }: Size) {
  const pitches = notes.map(({ pitch }) => pitch);
  const [low, high] = pitches.length ? [Math.min(...pitches), Math.max(...pitches)] : [55, 67];
  const more = Math.max(0, LEAST_ROWS - (high - low + 2 * MARGIN + 1)) / 2;
  const top = high + MARGIN + Math.floor(more);
  const rows = top - (low - MARGIN - Math.ceil(more)) + 1;
  const row = height / rows;
  const perSecond = (width - KEYS) / Math.max(1, seconds);
  return {
    ...{ row, rows, top },
    x: (second: number): number => KEYS + second * perSecond,
    y: (pitch: number): number => (top - pitch) * row, // the upper edge of its row
  };
}

type Scale = ReturnType<typeof scaleOf>;

/** The note under a point; -1 where none is. A finger is allowed some pixels. */
export function noteAt(picture: Picture, size: Size, x: number, y: number): number {
  const scale = scaleOf(picture, size);
  const distances = picture.notes.map(({ start, end, pitch }) => {
    const beside = Math.max(scale.x(start) - x, x - scale.x(end), 0);
    const above = Math.max(scale.y(pitch) - y, y - scale.y(pitch) - scale.row, 0);
    return Math.hypot(beside, above);
  });
  const nearest = Math.min(...distances);
  return nearest < 16 ? distances.indexOf(nearest) : -1;
}

type Ink = CanvasRenderingContext2D;

export function drawHeard(ink: Ink, size: Size, picture: Picture, colour: Palette): void {
  const scale = scaleOf(picture, size);
  drawRows(ink, size, scale, colour);
  drawSeconds(ink, size, scale, picture.seconds, colour);
  for (const [index, bar] of picture.notes.entries())
    drawNote(ink, scale, bar, index === picture.chosen, colour);
  drawVoice(ink, scale, picture, colour);
  if (picture.playhead === null) return;
  ink.fillStyle = colour("--roll-playhead");
  ink.fillRect(scale.x(picture.playhead) - 1, 0, 2, size.height);
}

function drawRows(ink: Ink, { width, height }: Size, scale: Scale, colour: Palette): void {
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, width, height);
  ink.font = `${Math.min(12, Math.max(9, scale.row))}px system-ui, sans-serif`;
  ink.textBaseline = "middle";
  for (let pitch = scale.top; pitch > scale.top - scale.rows; pitch -= 1) {
    const y = scale.y(pitch);
    ink.fillStyle = colour(isBlack(pitch) ? "--roll-black-row" : "--roll-background");
    ink.fillRect(KEYS, y, width, scale.row);
    ink.fillStyle = colour("--roll-line");
    ink.fillRect(KEYS, y + scale.row - 1, width, 1);
    if (isBlack(pitch) || (scale.row < 9 && pitch % 12 !== 0)) continue;
    ink.fillStyle = colour("--roll-text");
    ink.fillText(pitchLabel(pitch), 6, y + scale.row / 2);
  }
}

function drawSeconds(ink: Ink, { height }: Size, scale: Scale, to: number, colour: Palette): void {
  ink.fillStyle = colour("--roll-bar");
  ink.globalAlpha = 0.5;
  for (let second = 0; second <= to; second += 1) ink.fillRect(scale.x(second), 0, 1, height);
  ink.globalAlpha = 1;
}

function drawNote(ink: Ink, scale: Scale, bar: Bar, isChosen: boolean, colour: Palette): void {
  const { start, end, pitch } = bar;
  const width = Math.max(3, scale.x(end) - scale.x(start) - 1);
  ink.beginPath();
  ink.roundRect(scale.x(start), scale.y(pitch) + 1, width, scale.row - 2, 3);
  ink.fillStyle = colour("--track-2");
  ink.globalAlpha = isChosen ? 1 : 0.6;
  ink.fill();
  ink.globalAlpha = 1;
  if (!isChosen) return;
  ink.strokeStyle = colour("--roll-cursor");
  ink.lineWidth = 2.5;
  ink.stroke();
}

function drawVoice(ink: Ink, scale: Scale, { pitches, raised }: Picture, colour: Palette): void {
  ink.beginPath();
  let before = Number.NaN;
  for (const [frame, pitch] of pitches.entries()) {
    const [x, y] = [scale.x(frame * HOP), scale.y(pitch + raised) + scale.row / 2];
    if (Math.abs(pitch - before) < 2) ink.lineTo(x, y);
    else if (!Number.isNaN(pitch)) ink.moveTo(x, y);
    before = pitch;
  }
  ink.strokeStyle = colour("--track-1");
  ink.lineWidth = 1.75;
  ink.lineJoin = "round";
  ink.stroke();
}
