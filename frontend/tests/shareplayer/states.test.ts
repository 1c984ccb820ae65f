import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { whenReady } from "../../src/shareplayer/states.ts";

function serving(...states: object[]): () => number {
  let asked = 0;
  mock.method(globalThis, "fetch", () =>
    Promise.resolve(Response.json(states[Math.min(asked++, states.length - 1)])),
  );
  return () => asked;
}

test("a recording that is done is handed over at once", async () => {
  const asked = serving({ state: "done", seconds: 3 });
  assert.deepEqual(await whenReady("/x", new AbortController().signal, () => assert.fail()), {
    state: "done",
    seconds: 3,
  });
  assert.equal(asked(), 1);
});

test("nothing is waited for that will not come", async () => {
  for (const state of ["none", "failed"]) {
    serving({ state });
    assert.equal(await whenReady("/x", new AbortController().signal, () => assert.fail()), null);
  }
});

test("a queued recording is asked for again until it is done", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = serving({ state: "queued" }, { state: "queued" }, { state: "done" });
  let waits = 0;
  const ready = whenReady("/x", new AbortController().signal, () => (waits += 1));
  for (let round = 0; round < 2; round += 1) {
    while (waits <= round) await new Promise(setImmediate);
    await new Promise(setImmediate);
    context.mock.timers.tick(15000);
  }
  assert.equal((await ready)?.state, "done");
  assert.equal(asked(), 3);
});

test("an answer that is an error is one", async () => {
  mock.method(globalThis, "fetch", () => Promise.resolve(new Response("", { status: 404 })));
  await assert.rejects(
    whenReady("/x", new AbortController().signal, () => {}),
    /404/,
  );
});
