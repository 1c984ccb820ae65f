import assert from "node:assert/strict";
import { test } from "node:test";
import { inkOn, parametersOf } from "../../src/widget/parameters.ts";

test("an address that asks for nothing gets what is usual", () => {
  assert.deepEqual(parametersOf(""), {
    autoPlay: false,
    colour: "",
    startTrack: 0,
    singleActive: true,
    showArtwork: false,
    download: true,
  });
});

test("parameters have the names of SoundCloud's player", () => {
  const asked = parametersOf(
    "?auto_play=true&color=%23FF5500&start_track=2" +
      "&single_active=false&show_artwork=1&download=false",
  );
  assert.deepEqual(asked, {
    autoPlay: true,
    colour: "#ff5500",
    startTrack: 2,
    singleActive: false,
    showArtwork: true,
    download: false,
  });
});

test("what is no colour and no number is left out", () => {
  for (const colour of ["red", "12345", "1234567", "url(//x)", "%23%23112233"])
    assert.equal(parametersOf(`?color=${colour}`).colour, "");
  for (const track of ["-1", "1e9", "99999", "x"])
    assert.equal(parametersOf(`?start_track=${track}`).startTrack, 0);
});

test("the sign on a button can be seen on any colour", () => {
  assert.equal(inkOn("#ffff00"), "#000000");
  assert.equal(inkOn("#000080"), "#ffffff");
  assert.equal(inkOn("#24d8b7"), "#000000");
});
