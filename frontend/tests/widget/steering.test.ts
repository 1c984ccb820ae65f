import assert from "node:assert/strict";
import { test } from "node:test";
import { Flood } from "../../src/widget/flood.ts";
import { originAround, type Steered, Steering } from "../../src/widget/steering.ts";
import { EVENTS, write } from "../../src/widget/wire.ts";

const BLOG = "https://blog.example";

interface Said {
  readonly method: string;
  readonly value: unknown;
  readonly to: string;
}

function desk(origin = BLOG) {
  const said: Said[] = [];
  const done: [string, unknown][] = [];
  const around = {
    postMessage: (text: string, to: string) =>
      said.push({ ...(JSON.parse(text) as { method: string; value: unknown }), to }),
  } as unknown as Window;
  const steered = new Proxy({} as Steered, {
    get: (_, name) => (value: unknown) => {
      done.push([String(name), value]);
      return name === "answer" ? 42 : undefined;
    },
  });
  const steering = new Steering(around, origin, new Flood(() => 0));
  const hear = (data: unknown, more: object = {}): void =>
    steering.hear({ source: around, origin: BLOG, data, ...more });
  return { steering, steered, said, done, hear, around };
}

test("whoever frames the player is told when it is ready, and nobody else", () => {
  const { steering, steered, said } = desk();
  steering.ready(steered);
  assert.deepEqual(
    said.map(({ method, to }) => [method, to]),
    [["ready", BLOG]],
  );
});

test("where no browser tells who that is, they are told once they ask", () => {
  const { steering, steered, said, hear } = desk("");
  steering.ready(steered);
  assert.equal(said.length, 0);
  hear(write("addEventListener", "ready"));
  assert.deepEqual([said[0]?.method, said[0]?.to], ["ready", BLOG]);
});

test("every method of the widget does what it says", () => {
  const { steering, steered, done, hear } = desk();
  steering.ready(steered);
  for (const [method, value] of [
    ...[["play"], ["pause"], ["toggle"], ["next"], ["prev"]],
    ...[["seekTo", 5], ["setVolume", 30], ["skip", 1], ["load", { url: "/x/" }]],
  ] as [string, unknown?][]) {
    hear(write(method, value));
    assert.deepEqual(done.at(-1), [method, value]);
  }
});

test("getters answer under their own name", () => {
  const { steering, steered, said, hear } = desk();
  steering.ready(steered);
  hear(write("getVolume"));
  assert.deepEqual([said.at(-1)?.method, said.at(-1)?.value], ["getVolume", 42]);
});

test("events are told to who asked for them, until they ask no more", () => {
  const { steering, steered, said, hear } = desk();
  steering.ready(steered);
  steering.tell(EVENTS.PLAY, 1);
  hear(write("addEventListener", "play"));
  steering.tell(EVENTS.PLAY, 2);
  hear(write("removeEventListener", "play"));
  steering.tell(EVENTS.PLAY, 3);
  assert.deepEqual(
    said.filter(({ method }) => method === "play").map(({ value }) => value),
    [2],
  );
});

test("other windows, pages without an origin and junk change nothing", () => {
  const { steering, steered, said, done, hear } = desk();
  steering.ready(steered);
  hear(write("play"), { source: {} });
  hear(write("play"), { origin: "null" });
  hear(write("play"), { origin: "file://" });
  for (const junk of [null, 7, "{", write("constructor"), write("ready"), write("answer")])
    hear(junk);
  hear(write("addEventListener", "constructor"));
  assert.deepEqual([done, said.length], [[], 1]);
});

test("of a flood a part is heard, and its sender told once", () => {
  const { steering, steered, said, done, hear } = desk();
  steering.ready(steered);
  for (let at = 0; at < 10_000; at += 1) hear(write("toggle"));
  assert.deepEqual([done.length, said.filter(({ method }) => method === "error").length], [200, 1]);
});

test("before the song is known nothing acts", () => {
  const { done, hear } = desk();
  hear(write("play"));
  assert.deepEqual(done, []);
});

test("the page around is known by what the browser tells", () => {
  const told = { ancestorOrigins: [BLOG] } as unknown as Location;
  assert.equal(originAround(told, ""), BLOG);
  assert.equal(originAround({} as Location, `${BLOG}/post/1`), BLOG);
  assert.equal(originAround({} as Location, ""), "");
});
