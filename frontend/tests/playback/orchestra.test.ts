import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Orchestra } from "../../src/playback/orchestra.ts";

/** An orchestra whose instruments come when the test lets them. */
function called() {
  const doors = new Map<string, PromiseWithResolvers<ArrayBuffer>>();
  const asked: string[] = [];
  const came: string[] = [];
  const added: string[] = [];
  let stages = 0;
  const stage = {
    add: async ({ name }: { name: string }) => void added.push(name),
  };
  const orchestra = new Orchestra(
    { came: (name) => came.push(name), changed: () => {} },
    async () => {
      stages += 1;
      if (stages === 1 && broken.stage) throw new Error("no worklet");
      return stage;
    },
    (name) => {
      asked.push(name);
      const door = Promise.withResolvers<ArrayBuffer>();
      doors.set(name, door);
      return door.promise;
    },
  );
  const broken = { stage: false };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  const bring = async (name: string): Promise<void> => {
    doors.get(name)?.resolve(new ArrayBuffer());
    await settle();
  };
  const lose = async (name: string): Promise<void> => {
    doors.get(name)?.reject(new TypeError("no line"));
    await settle();
  };
  return { orchestra, asked, came, added, broken, bring, lose, settle };
}

mock.method(console, "warn", () => {});

test("what was asked for first comes first, two at a time, each once", async () => {
  const { orchestra, asked, came, bring, settle } = called();
  for (const name of ["0", "33", "48", "drums", "0", "33"]) orchestra.want(name);
  await settle();
  assert.deepEqual(asked, ["0", "33"]);
  assert.ok(!orchestra.output && !orchestra.has("0"));
  await bring("0");
  assert.deepEqual(asked, ["0", "33", "48"]);
  assert.ok(orchestra.output && orchestra.has("0") && !orchestra.has("33"));
  for (const name of ["33", "48", "drums"]) await bring(name);
  assert.deepEqual(came, ["0", "33", "48", "drums"]);
  orchestra.want("0");
  assert.equal(asked.length, 4);
});

test("it is whole when all have come that were asked for", async () => {
  const { orchestra, bring, settle } = called();
  orchestra.want("0");
  await settle();
  assert.equal(orchestra.whole, "coming");
  await bring("0");
  assert.equal(orchestra.whole, "there");
  orchestra.want("40");
  assert.equal(orchestra.whole, "coming");
});

test("one that did not come keeps no other away, and is tried again after a while", async () => {
  const { orchestra, asked, added, bring, lose, settle } = called();
  const clock = mock.method(performance, "now", () => 10_000);
  for (const name of ["0", "33", "48"]) orchestra.want(name);
  await settle();
  await lose("0");
  await bring("33");
  await bring("48");
  assert.deepEqual(added, ["33", "48"]);
  assert.equal(orchestra.whole, "failed");
  orchestra.want("0"); // by every note of a song
  assert.equal(asked.length, 3);
  clock.mock.mockImplementation(() => 16_000);
  orchestra.want("0");
  await settle();
  await bring("0");
  assert.ok(orchestra.has("0") && orchestra.has("33"));
  clock.mock.restore();
});

test("one that was made ready is asked for once, and plays when it is wanted", async () => {
  const { orchestra, asked, added, bring, settle } = called();
  void orchestra.prepare("0");
  await bring("0");
  assert.ok(!orchestra.has("0"));
  assert.deepEqual(added, []);
  orchestra.want("0");
  await settle();
  assert.ok(orchestra.has("0"));
  await orchestra.prepare("0");
  assert.deepEqual(asked, ["0"]);
});

test("one that could not be made ready is asked for again when it is wanted", async () => {
  const { orchestra, asked, bring, lose, settle } = called();
  const failed = assert.rejects(orchestra.prepare("0"), /no line/);
  await lose("0");
  await failed;
  orchestra.want("0");
  await settle();
  await bring("0");
  assert.deepEqual(asked, ["0", "0"]);
  assert.ok(orchestra.has("0"));
});

test("a worklet that did not come is asked for again", async () => {
  const { orchestra, broken, bring, settle } = called();
  const clock = mock.method(performance, "now", () => 10_000);
  broken.stage = true;
  orchestra.want("0");
  await settle();
  await bring("0");
  assert.equal(orchestra.whole, "failed");
  clock.mock.mockImplementation(() => 16_000);
  orchestra.want("0");
  await settle();
  await bring("0");
  assert.equal(orchestra.whole, "there");
  clock.mock.restore();
});
