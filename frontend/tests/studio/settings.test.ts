import assert from "node:assert/strict";
import { test } from "node:test";
import { type Memory, Settings } from "../../src/studio/settings.ts";

function memory(): Memory {
  let kept: ReturnType<Memory["read"]> = { model: null, values: {} };
  return { read: () => kept, write: (now) => void (kept = now) };
}

test("each model has its own, whichever was looked at since", () => {
  const settings = new Settings(memory());
  settings.keep("band", { creativity: 1.2 });
  settings.keep("editor", { creativity: 0.5 });
  assert.deepEqual(settings.of("band"), { creativity: 1.2 });
  assert.deepEqual(settings.of("another"), {});
});

test("a reload brings them and the model back", () => {
  const browser = memory();
  new Settings(browser).keep("band", { creativity: 1.2 });
  const again = new Settings(browser);
  assert.deepEqual([again.model, again.of("band")], ["band", { creativity: 1.2 }]);
});

test("what speaks of places in one song is not brought into another", () => {
  const browser = memory();
  const settings = new Settings(browser);
  settings.keep("band", { creativity: 1, melody_track: 3, first_bar: 5, locked: [[0, 60]] });
  assert.equal(settings.of("band")["first_bar"], 5); // while the page lives
  assert.deepEqual(new Settings(browser).of("band"), { creativity: 1 });
});
