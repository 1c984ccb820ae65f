import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { COLOURS } from "../../src/music/palette.ts";
import { type Colour, contrast, read } from "../../src/screen/contrast.ts";

const styles = join(import.meta.dirname, "../../../static/css");
const css = ["roll.css", "tokens.css"].map((name) => readFileSync(join(styles, name), "utf8"));

/** The colour of that name, in light and in dark. */
function colours(name: string): readonly Colour[] {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css.join());
  return found!.slice(1).map(read);
}

type Matrix = readonly [Colour, Colour, Colour];

const EYES: Readonly<Record<string, Matrix>> = {
  // Machado, Oliveira and Fernandes 2009, at full strength.
  "no red": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no green": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no blue": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const TO_XYZ: Matrix = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE = [0.9505, 1, 1.089] as const;

const times = (matrix: Matrix, [a, b, c]: Colour): Colour =>
  matrix.map((row) => row[0] * a + row[1] * b + row[2] * c) as unknown as Colour;

const bounded = (value: number): number => Math.min(1, Math.max(0, value));

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** CIELAB of what such an eye sees. */
function seen(colour: Colour, eye: Matrix): Colour {
  const light = times(eye, colour.map(linear) as unknown as Colour).map(bounded);
  const [x, y, z] = times(TO_XYZ, light as unknown as Colour).map((value, at) => {
    const part = value / WHITE[at]!;
    return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116;
  }) as unknown as Colour;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (one: Colour, other: Colour): number =>
  Math.hypot(...one.map((value, at) => value - other[at]!));

const tracks = COLOURS.map((_, at) => colours(`track-${at + 1}`));

test("any two tracks look different to every eye, in both themes", () => {
  for (const [name, eye] of Object.entries(EYES)) {
    for (const theme of [0, 1]) {
      const found = tracks.map((both) => seen(both[theme]!, eye));
      found.forEach((one, at) => {
        for (const [after, other] of found.slice(at + 1).entries()) {
          const pair = [name, theme ? "dark" : "light", COLOURS[at], COLOURS[at + 1 + after]];
          assert.ok(distance(one, other) >= 13, `${pair.join(" · ")}: ${distance(one, other)}`);
        }
      });
    }
  }
});

test("letters of the page can be read on each of them", () => {
  for (const theme of [0, 1]) {
    const paper = colours("paper")[theme]!;
    for (const [at, both] of tracks.entries())
      assert.ok(contrast(both[theme]!, paper) >= 4.5, `${at + 1}`);
  }
});

test("each has a name and a pattern of its own", () => {
  const words = COLOURS.flatMap((name) => name.split(", "));
  assert.equal(new Set(words).size, 16);
});
