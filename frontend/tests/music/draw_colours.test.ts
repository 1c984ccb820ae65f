import assert from "node:assert/strict";
import { test } from "node:test";
import { drawSong } from "../../src/overview/draw.ts";
import { drawMiniRoll } from "../../src/player/miniroll.ts";
import { makeTrack, type Song } from "../../src/music/song.ts";
import { takeOf } from "../studio/instruments.ts";
import { drawTake } from "../../src/studio/takepicture.ts";

const notes = [{ onset: 0, pitch: 60, length: 960, velocity: 80 }];
const song: Song = {
  title: "",
  tempi: [{ tick: 0, usPerQuarter: 500_000 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  tracks: [makeTrack({ notes, colour: 5 }), makeTrack({ notes })],
  chords: [],
};

/** What fills were drawn with. */
function drawnWith(draw: (ink: CanvasRenderingContext2D) => void): Set<string> {
  const fills = new Set<string>();
  const ink = { fillStyle: "", clearRect: () => {}, fillRect: () => fills.add(ink.fillStyle) };
  draw(ink as unknown as CanvasRenderingContext2D);
  return fills;
}

const name = (of: string): string => of;
const size = { width: 100, height: 20 };

test("songs' pages, the strip above the roll and takes draw tracks in the chosen colour", () => {
  const canvasOf = (ink: CanvasRenderingContext2D): HTMLCanvasElement => {
    const context = Object.assign(ink, { setTransform: () => {} });
    return { clientWidth: 100, clientHeight: 20, getContext: () => context } as never;
  };
  const scale = { width: 100, length: 960 };
  Object.assign(globalThis, { devicePixelRatio: 1 });
  const pictures = [
    drawnWith((ink) => drawMiniRoll(ink, song, size, name, 0)),
    drawnWith((ink) => drawSong(ink, song, 0, scale, 20, name)),
    drawnWith((ink) => drawTake(canvasOf(ink), takeOf(song, song), name)),
  ];
  for (const fills of pictures) {
    assert.ok(fills.has("--track-5") && fills.has("--track-2"));
    assert.ok(!fills.has("--track-1"));
  }
});
