import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { PlayTeller, TOLD } from "../../src/plays/telling.ts";

const AFTER = 2000;
let stamp = 0;
let position = 0;
let sounding = false;
let beacons: { address: string; body: Promise<string> }[] = [];
let asked: string[] = [];

beforeEach(() => {
  mock.reset();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  [stamp, position, sounding, beacons, asked] = [0, 0, false, [], []];
  mock.method(performance, "now", () => stamp);
  answering({ token: "t", after_ms: AFTER });
  Object.defineProperty(navigator, "sendBeacon", {
    configurable: true,
    value: (address: string, body: Blob) => beacons.push({ address, body: body.text() }) > 0,
  });
});

function answering(answer: object, status = 200): void {
  mock.method(globalThis, "fetch", (address: string) => {
    asked.push(address);
    return Promise.resolve(Response.json(answer, { status }));
  });
}

const made = (address = "/begin") => new PlayTeller(address, () => ({ now: position, sounding }));

async function playFor(teller: PlayTeller, ms: number): Promise<void> {
  sounding = true;
  teller.changed();
  for (let passed = 0; passed < ms; passed += 500) {
    await new Promise(setImmediate);
    stamp += 500;
    position += 0.5;
    mock.timers.tick(500);
  }
}

function pause(teller: PlayTeller): void {
  sounding = false;
  teller.changed();
}

test("it begins with the sound and is told once, when enough was heard", async () => {
  const teller = made();
  assert.deepEqual(asked, []);
  await playFor(teller, AFTER - 500);
  assert.equal(beacons.length, 0);
  await playFor(teller, 20_000);
  assert.deepEqual(asked, ["/begin"]);
  assert.equal(beacons.length, 1);
  assert.equal(beacons[0]?.address, TOLD);
  assert.deepEqual(JSON.parse((await beacons[0]?.body) ?? ""), { token: "t", heard_ms: AFTER });
});

test("pauses do not count, and it goes on where it was", async () => {
  const teller = made();
  await playFor(teller, 1500);
  pause(teller);
  stamp += 60_000;
  mock.timers.tick(60_000);
  assert.equal(beacons.length, 0);
  await playFor(teller, 500);
  assert.deepEqual([asked.length, beacons.length], [1, 1]);
});

test("a page that is left tells what was enough by then", async () => {
  const teller = made();
  await playFor(teller, 1500);
  [stamp, position] = [stamp + 600, position + 0.6];
  teller.end();
  assert.equal(beacons.length, 1);
  const left = made();
  await playFor(left, 500);
  left.end();
  await playFor(left, 9000);
  assert.equal(beacons.length, 1);
});

test("what does not count is not told", async () => {
  await playFor(made(""), 9000);
  assert.deepEqual(asked, []);
  answering({ token: "", after_ms: AFTER });
  await playFor(made(), 9000);
  answering({ code: "not_found" }, 404);
  await playFor(made(), 9000);
  assert.equal(beacons.length, 0);
});

test("without a line the next start asks again", async () => {
  mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("no line")));
  const teller = made();
  await playFor(teller, 3000);
  pause(teller);
  answering({ token: "t", after_ms: AFTER });
  await playFor(teller, AFTER + 500);
  assert.equal(beacons.length, 1);
});

test("a beacon that the browser does not take is sent another way", async () => {
  Object.defineProperty(navigator, "sendBeacon", { configurable: true, value: () => false });
  await playFor(made(), AFTER + 500);
  assert.deepEqual(asked, ["/begin", TOLD]);
});
