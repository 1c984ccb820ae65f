import assert from "node:assert/strict";
import { test } from "node:test";
import { adjusted, KEYBOARD_DEFAULTS, letterOf, pitchOf } from "../../src/keyboard/letters.ts";

test("the home row is a C major scale", () => {
  const codes = ["KeyA", "KeyS", "KeyD", "KeyF", "KeyG", "KeyH", "KeyJ", "KeyK"];
  assert.deepEqual(
    codes.map((code) => pitchOf(code, KEYBOARD_DEFAULTS)),
    [60, 62, 64, 65, 67, 69, 71, 72],
  );
});

test("Z and X move by octaves and stop at the ends", () => {
  let state = KEYBOARD_DEFAULTS;
  for (let press = 0; press < 20; press += 1) state = adjusted("KeyZ", state) ?? state;
  assert.equal(state.base, 0);
  for (let press = 0; press < 20; press += 1) state = adjusted("KeyX", state) ?? state;
  assert.equal(pitchOf("KeyP", state), 123);
});

test("C and V change the velocity within MIDI's range", () => {
  let state = KEYBOARD_DEFAULTS;
  for (let press = 0; press < 20; press += 1) state = adjusted("KeyC", state) ?? state;
  assert.equal(state.velocity, 1);
});

test("other keys are no piano keys", () => {
  assert.equal(pitchOf("KeyQ", KEYBOARD_DEFAULTS), null);
  assert.equal(adjusted("KeyQ", KEYBOARD_DEFAULTS), null);
  assert.equal(letterOf(61, KEYBOARD_DEFAULTS), "W");
  assert.equal(letterOf(59, KEYBOARD_DEFAULTS), "");
});
