import assert from "node:assert/strict";
import { test } from "node:test";
import { bindOffline, type Browser } from "../../src/studio/offline.ts";
import { Heard } from "./instruments.ts";

/** A browser on a page with these `meta` elements. */
function browserOn(told: Readonly<Record<string, string>>, sparing = false) {
  const done: string[] = [];
  const events = new EventTarget();
  const querySelector = (selector: string): unknown => {
    const content = told[/"(.+)"/.exec(selector)?.[1] ?? ""];
    return content === undefined ? null : { content };
  };
  const browser = {
    page: { querySelector },
    workers: { register: (address: string) => Promise.resolve(done.push(address)) },
    reload: () => void done.push("reload"),
    ...{ events, sparing },
  };
  return { browser: browser as unknown as Browser, events, done };
}

test("the worker that the page names keeps the studio", () => {
  const { browser, done } = browserOn({ "studio-worker": "/studio/worker.js" });
  bindOffline(new Heard(), browser);
  assert.deepEqual(done, ["/studio/worker.js"]);
});

test("nothing is kept where the page names none, where data are dear, or where none can be", () => {
  const told = { "studio-worker": "/studio/worker.js" };
  for (const { browser, done } of [browserOn({}), browserOn(told, true)]) {
    bindOffline(new Heard(), browser);
    assert.deepEqual(done, []);
  }
  const { browser } = browserOn(told);
  bindOffline(new Heard(), { ...browser, workers: undefined });
});

test("a worker that is refused is no harm", async () => {
  const { browser } = browserOn({ "studio-worker": "/studio/worker.js" });
  const register = (): Promise<never> => Promise.reject(new Error("no room"));
  bindOffline(new Heard(), { ...browser, workers: { register } });
  await new Promise((resolve) => setImmediate(resolve)); // an unhandled one would fail the test
});

test("who began without a line is told when there is one, and may load again", async () => {
  const { browser, events, done } = browserOn({ "studio-shell": "kept" });
  const heard = new Heard();
  bindOffline(heard, browser);
  const text = (): string => heard.standing?.text ?? "";
  assert.equal(text(), "");
  events.dispatchEvent(new Event("online"));
  await Promise.resolve();
  assert.match(text(), /You are connected again/);
  heard.press("Load again");
  assert.deepEqual(done, ["reload"]);
});

test("the site's own page says nothing when the line comes back", async () => {
  const { browser, events } = browserOn({});
  const heard = new Heard();
  bindOffline(heard, browser);
  events.dispatchEvent(new Event("online"));
  await Promise.resolve();
  assert.equal(heard.standing, null);
});

test("where the browser does not tell that there is a line, the site is asked", async () => {
  const { browser } = browserOn({ "studio-shell": "kept" });
  const heard = new Heard();
  const answers = [false, false, true];
  const reaches = (): Promise<boolean> => Promise.resolve(answers.shift() ?? assert.fail("again"));
  bindOffline(heard, { ...browser, reaches });
  await new Promise((waited) => setTimeout(waited));
  assert.match(heard.standing?.text ?? "", /You are connected again/);
  assert.deepEqual(answers, []);
});
