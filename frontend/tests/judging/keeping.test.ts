import assert from "node:assert/strict";
import { test } from "node:test";
import { Keeper } from "../../src/judging/keeping.ts";
import { written } from "../../src/judging/sheet.ts";

/** A server that answers when it is told to, and what it was sent. */
class Server {
  readonly sent: string[] = [];
  state = "";
  private answers: (() => void)[] = [];

  keep = (): Promise<void> => {
    this.sent.push(this.state);
    return new Promise((resolve) => this.answers.push(resolve));
  };

  async answer(): Promise<void> {
    this.answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function kept(keep: () => Promise<unknown>): { keeper: Keeper; words: string[] } {
  const words: string[] = [];
  const told = {
    keeping: () => words.push("keeping"),
    kept: () => words.push("kept"),
    failed: () => words.push("failed"),
  };
  return { keeper: new Keeper(keep, told, 60_000), words };
}

test("what changes while it is kept is kept after it", async () => {
  const server = new Server();
  const { keeper, words } = kept(server.keep);
  server.state = "one";
  keeper.changed();
  const first = keeper.now();
  server.state = "two";
  keeper.changed();
  await keeper.now(); // there is one request at a time
  assert.deepEqual(server.sent, ["one"]);
  await server.answer();
  assert.deepEqual(server.sent, ["one", "two"]);
  await server.answer();
  await first;
  assert.deepEqual(words, ["keeping", "keeping", "kept"]);
});

test("a state is not told to be kept while a later one is not", async () => {
  const server = new Server();
  const { keeper, words } = kept(server.keep);
  keeper.changed();
  const first = keeper.now();
  await server.answer();
  await first;
  keeper.changed();
  assert.deepEqual(words, ["keeping", "kept", "keeping"]);
  const second = keeper.now();
  await server.answer();
  await second;
  assert.equal(words.at(-1), "kept");
});

test("nothing is sent when nothing has changed", async () => {
  const server = new Server();
  const { keeper } = kept(server.keep);
  await keeper.now();
  assert.deepEqual(server.sent, []);
});

test("what failed is tried again with the next change", async () => {
  let fails = true;
  const { keeper, words } = kept(async () => {
    if (fails) throw new Error("away");
  });
  keeper.changed();
  await keeper.now();
  fails = false;
  keeper.changed();
  await keeper.now();
  assert.deepEqual(words, ["keeping", "failed", "keeping", "kept"]);
});

test("a form is read as levels by criterion", () => {
  const fields: [string, unknown][] = [
    ["csrfmiddlewaretoken", "x"],
    ["level-12", "4"],
    ["level-7", "1"],
    ["comment", "Fine."],
  ];
  assert.deepEqual(written(fields), {
    levels: [
      { criterion: 12, level: 4 },
      { criterion: 7, level: 1 },
    ],
    comment: "Fine.",
  });
});
