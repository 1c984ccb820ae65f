import assert from "node:assert/strict";
import { test } from "node:test";
import { playerAddress } from "../../src/widget/loading.ts";

const HERE = "https://songs.example/embed/1/";

test("another song of this site has a player, with what is asked of it", () => {
  const song = "https://songs.example/@alice/ode/";
  const asked = new URLSearchParams({ url: song, auto_play: "true" });
  const wish = { url: song, options: { auto_play: true, callback: {} } };
  assert.equal(playerAddress(wish, HERE), `/player/?${asked}`);
  const bare = new URLSearchParams({ url: song });
  assert.equal(playerAddress("/@alice/ode/", HERE), `/player/?${bare}`);
});

test("no other site is ever opened in the frame", () => {
  for (const url of [
    ...["https://evil.example/@alice/ode/", "//evil.example/", "javascript:alert(1)", "http://["],
    ...["data:text/html,x", "http://songs.example/@alice/ode/", ""],
  ])
    assert.equal(playerAddress({ url }, HERE), null);
  for (const junk of [null, 7, {}, { url: 7 }, undefined])
    assert.equal(playerAddress(junk, HERE), null);
});
