import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FrameWidget } from "../../src/steering/widget.ts";
import { EVENTS, write } from "../../src/widget/wire.ts";

const SITE = "https://songs.example";
const site = globalThis as unknown as { document: { baseURI: string } } & EventTarget;

/** A page with one frame, in which the test is the player. */
class Page extends EventTarget {
  readonly heard: [string, string][] = [];
  readonly contentWindow = {
    location: { href: "about:blank" },
    postMessage: (text: string, to: string) => this.heard.push([text, to]),
  };
  src = `${SITE}/embed/1/`;

  say(method: string, value?: unknown, more: object = {}): void {
    const message = new Event("message");
    const told = { source: this.contentWindow, origin: SITE, data: write(method, value), ...more };
    dispatchEvent(Object.assign(message, told));
  }

  get methods(): unknown[] {
    return this.heard.map(([text]) => (JSON.parse(text) as { method: string }).method);
  }
}

let page: Page;
let widget: FrameWidget;

beforeEach(() => {
  const events = new EventTarget();
  site.addEventListener = events.addEventListener.bind(events);
  site.dispatchEvent = events.dispatchEvent.bind(events);
  site.document = { baseURI: "https://blog.example/" };
  page = new Page();
  widget = new FrameWidget(page as unknown as HTMLIFrameElement);
});

test("nothing is sent before the frame has come, and then to its origin alone", () => {
  widget.play();
  assert.deepEqual(page.heard, []);
  page.dispatchEvent(new Event("load"));
  assert.deepEqual(page.heard, [[write("addEventListener", "ready"), SITE]]);
});

test("what was wished before it was ready is done when it is", () => {
  let ready = 0;
  widget.bind(EVENTS.READY, () => (ready += 1));
  widget.setVolume(30);
  widget.play();
  page.say("ready");
  assert.equal(ready, 1);
  assert.deepEqual(page.methods.slice(-2), ["setVolume", "play"]);
  page.say("ready");
  assert.equal(ready, 1);
});

test("listeners are told, until they are unbound", () => {
  const places: unknown[] = [];
  widget.bind(EVENTS.PLAY_PROGRESS, (value) => places.push(value));
  page.say("ready");
  page.say("playProgress", 1);
  widget.unbind(EVENTS.PLAY_PROGRESS);
  page.say("playProgress", 2);
  assert.deepEqual(places, [1]);
  assert.equal(page.methods.at(-1), "removeEventListener");
});

test("each question gets its answer once", () => {
  const told: unknown[] = [];
  page.say("ready");
  widget.getVolume((value) => told.push(value));
  widget.getVolume((value) => told.push(value));
  page.say("getVolume", 30);
  page.say("getVolume", 40);
  assert.deepEqual(told, [30, 30]);
});

test("another window, another origin and junk are not heard", () => {
  let played = 0;
  widget.bind(EVENTS.PLAY, () => (played += 1));
  page.say("ready");
  page.say("play", 0, { source: {} });
  page.say("play", 0, { origin: "https://evil.example" });
  page.say("play", 0, { data: "{" });
  assert.equal(played, 0);
});

test("a song that is loaded keeps the listeners, and is called back", () => {
  let called = 0;
  widget.bind(EVENTS.FINISH, () => {});
  page.say("ready");
  widget.load(`${SITE}/@alice/ode/`, { auto_play: true, callback: () => (called += 1) });
  assert.equal(called, 0);
  page.dispatchEvent(new Event("load"));
  page.say("ready");
  assert.equal(called, 1);
  const bound = page.heard.filter(([text]) => text === write("addEventListener", "finish"));
  assert.equal(bound.length, 2);
});
