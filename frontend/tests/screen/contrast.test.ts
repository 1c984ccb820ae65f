import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { contrast, leastOpacity, mixed, read } from "../../src/screen/contrast.ts";

const css = readFileSync(join(import.meta.dirname, "../../../static/css/roll.css"), "utf8");
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, [read(light), read(dark)] as const],
  ),
);

test("black on white is 21, and colours are read as browsers write them", () => {
  assert.equal(contrast(read("#000000"), read("rgb(255, 255, 255)")), 21);
  assert.deepEqual(read("rgba(1, 2, 3, 0.5)"), [1, 2, 3]);
});

test("notes of other tracks and the softest notes have a contrast of 3, in both themes", () => {
  for (const theme of [0, 1] as const) {
    const grounds = ["roll-background", "roll-black-row"].map((name) => colours.get(name)![theme]);
    for (let track = 1; track <= 8; track += 1) {
      const colour = colours.get(`track-${track}`)![theme];
      const opacity = leastOpacity(colour, grounds, 3);
      assert.ok(opacity < 1, `track ${track}`);
      for (const ground of grounds)
        assert.ok(contrast(mixed(colour, ground, opacity), ground) >= 3);
    }
  }
});
