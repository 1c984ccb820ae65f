/** Orders of a playlist are kept one after the other, the newest only, each on top of the last. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Saving } from "../../src/playlist/saving.ts";

interface Sent {
  readonly songs: string;
  readonly version: number;
  answer(version: number): void;
  refuse(message: string): void;
}

function site() {
  const sent: Sent[] = [];
  const save = (songs: readonly string[], version: number): Promise<{ version: number }> =>
    new Promise((resolve, reject) =>
      sent.push({
        songs: songs.join(""),
        version,
        answer: (next) => resolve({ version: next }),
        refuse: (message) => reject(new Error(message)),
      }),
    );
  return { sent, save };
}

test("it works", async () => {
  const { sent, save } = site();
  const saving = new Saving(3, save, assert.fail);
  const kept = saving.keep(["b", "a"]);
  assert.deepEqual([sent[0]?.songs, sent[0]?.version], ["ba", 3]);
  sent[0]?.answer(4);
  await kept;
  assert.equal(saving.now, 4);
});

test("while one is on its way only the newest waits, on top of what that came to", async () => {
  const { sent, save } = site();
  const saving = new Saving(1, save, assert.fail);
  const all = [saving.keep(["a"]), saving.keep(["b"]), saving.keep(["c"])];
  sent[0]?.answer(2);
  await new Promise((done) => setImmediate(done));
  assert.deepEqual([sent.length, sent[1]?.songs, sent[1]?.version], [2, "c", 2]);
  sent[1]?.answer(3);
  await Promise.all(all);
  assert.equal(saving.now, 3);
});

test("after a refusal nothing more is sent", async () => {
  const { sent, save } = site();
  const troubles: string[] = [];
  const saving = new Saving(1, save, (message) => troubles.push(message));
  const kept = saving.keep(["a"]);
  sent[0]?.refuse("It was changed.");
  await kept;
  await saving.keep(["b"]);
  assert.deepEqual([sent.length, troubles], [1, ["It was changed."]]);
});
