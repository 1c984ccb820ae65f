import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTrack } from "../../src/music/song.ts";
import { setTitle } from "../../src/studio/changes.ts";
import { copyLink, type Linked, linkedSong, openLinked } from "../../src/studio/linking.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

function desk(copy: Linked["copy"] = () => Promise.resolve()) {
  const copied: string[] = [];
  const shown: string[] = [];
  let saves = 0;
  const page: Linked = {
    address: () => "https://charts.example/studio/",
    copy: (text) => copy(text).then(() => void copied.push(text)),
    show: (fragment) => void shown.push(fragment),
    save: () => Promise.resolve(void (saves += 1)),
  };
  return { ...quietStudio(), page, copied, shown, saves: () => saves };
}

test("a copied link opens as the same notes under the same title", async () => {
  const { studio, page, copied } = desk();
  studio.apply(songWith(note(0), note(960, 64)), "Add notes");
  studio.change(setTitle, "Walk");
  await copyLink(studio, page);
  const [address = ""] = copied;
  assert.ok(address.startsWith("https://charts.example/studio/#song=1."));
  const other = quietStudio().studio;
  other.apply(songWith(note(480, 70)), "Add a note");
  const found = await linkedSong(address.slice(address.indexOf("#")));
  assert.ok(found && "song" in found);
  openLinked(other, found.song);
  assert.deepEqual(other.song.tracks[0]?.notes, studio.song.tracks[0]?.notes);
  assert.equal(other.state.piece.title, "Walk");
  assert.equal(other.state.piece.composition, null);
});

test("an empty song has no link", async () => {
  const { studio, heard, page, copied } = desk();
  await copyLink(studio, page);
  assert.match(heard.standing?.text ?? "", /no notes/);
  assert.deepEqual(copied, []);
});

test("a song that is too large is not cut: saving it is offered", async () => {
  const { studio, heard, page, copied, saves } = desk();
  const notes = Array.from({ length: 4000 }, (_, at) => ({
    ...{ onset: at * 240 + ((at * 7919) % 97), pitch: 30 + ((at * 31) % 70) },
    ...{ length: 100 + ((at * 104_729) % 301), velocity: 1 + ((at * 53) % 127) },
  }));
  studio.apply({ ...studio.song, tracks: [makeTrack({ notes })] }, "Add notes");
  await copyLink(studio, page);
  const words = /too large for a link: [\d,]+ letters; the limit is 6,000/;
  assert.match(heard.standing?.text ?? "", words);
  assert.deepEqual(copied, []);
  heard.press("Save");
  assert.equal(saves(), 1);
});

test("where a page may not copy, the link stands in the address", async () => {
  const { studio, heard, page, shown } = desk(() => Promise.reject(new Error("denied")));
  studio.apply(songWith(note(0)), "Add a note");
  await copyLink(studio, page);
  assert.match(shown[0] ?? "", /^#song=1\./);
  assert.match(heard.standing?.text ?? "", /Copy the link from the address/);
});

test("a bad link says what is wrong and changes nothing", async () => {
  const found = await linkedSong("#song=1.AAAA");
  assert.ok(found && "fault" in found);
  assert.match(found.fault, /cannot be opened: .+ What you have here is safe/);
});
