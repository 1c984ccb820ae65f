import assert from "node:assert/strict";
import { test } from "node:test";
import { isScore } from "../../src/midifile/scorefile.ts";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("scores and tunes go to the site", () => {
  const scores = [
    '<?xml version="1.0"?><score-partwise/>',
    "\xef\xbb\xbf  <score-partwise/>",
    "PK\x03\x04rest",
    "\xff\xfe<\0",
    "A tune book\nX: 1\nT:Tune\nK:G\nGABc|",
  ];
  for (const score of scores) assert.ok(isScore(bytes(score)), score);
});

test("MIDI, pages, pictures and words are read here", () => {
  const others = ["MThd\0\0\0\x06", "<!DOCTYPE html><p>", "<html>", "\x89PNG", "X marks", ""];
  for (const other of others) assert.ok(!isScore(bytes(other)), other);
});
