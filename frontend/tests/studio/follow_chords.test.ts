import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelCard, ModelParameter } from "../../src/api.ts";
import { writeSigns } from "../../src/music/chordsigns.ts";
import { emptySong } from "../../src/music/song.ts";
import { followsChords } from "../../src/studio/chordfollowing.ts";

const cardOf = (...names: readonly string[]): ModelCard => {
  const parameters = names.map((name) => ({ name, default: 1 }) as ModelParameter);
  return { parameters } as ModelCard;
};
const plain = emptySong();
const written = writeSigns(plain, [{ onset: 0, symbol: "G7" }]);
const band = cardOf("refine", "follow_chords");

test("a model that follows is told of where the song has chords that somebody wrote", () => {
  assert.equal(followsChords(written, band, null), true);
  assert.equal(followsChords(plain, band, null), false);
  assert.equal(followsChords(written, cardOf("refine"), null), false);
  assert.equal(followsChords(written, null, null), false);
});

test("the choir always does", () => {
  const choir = { ...cardOf("mode"), technique: "arcnn" };
  assert.equal(followsChords(written, choir, null), true);
  assert.equal(followsChords(plain, choir, null), false);
});

test("one that was told not to follow does not", () => {
  assert.equal(followsChords(written, band, { parameters: { follow_chords: 0 } }), false);
  assert.equal(followsChords(written, band, { parameters: { follow_chords: 0.1 } }), true);
});
