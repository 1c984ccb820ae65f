import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answer,
  dropOthers,
  keep,
  type Kept,
  type Manner,
  mannerOf,
  type Room,
} from "../../src/offline/keeping.ts";

const ORIGIN = "https://site.test";
const KEPT: Kept = {
  version: "2",
  page: "/studio/",
  shell: "/studio/shell/?v=2",
  pinned: ["/static/studio.2.js", "/static/tokens.css", "/soundfont/0?v=font"],
  loose: ["/api/v1/presets/"],
  instruments: "/soundfont/?v=font",
};
const OLD: Kept = { ...KEPT, version: "1", pinned: ["/static/studio.1.js", "/static/tokens.css"] };

/** A browser's caches, and a site that tells its answers apart; `down` is a line that is cut. */
class Desk implements Room {
  readonly origin = ORIGIN;
  readonly boxes = new Map<string, Map<string, Response>>();
  readonly asked: Request[] = [];
  down = false;
  status = 200;

  fetch(request: Request): Promise<Response> {
    if (this.down) return Promise.reject(new TypeError("no line"));
    this.asked.push(request);
    const said = `site: ${new URL(request.url).pathname}`;
    return Promise.resolve(new Response(said, { status: this.status }));
  }

  readonly caches = {
    open: async (name: string): Promise<Cache> => this.box(name) as unknown as Cache,
    keys: async (): Promise<string[]> => [...this.boxes.keys()],
    delete: async (name: string): Promise<boolean> => this.boxes.delete(name),
    match: async (asked: RequestInfo | URL): Promise<Response | undefined> => {
      const found = [...this.boxes.values()].map((box) => box.get(addressOf(asked)));
      return found.find((each) => each)?.clone();
    },
  };

  private box(name: string): object {
    const box = this.boxes.get(name) ?? new Map<string, Response>();
    this.boxes.set(name, box);
    return {
      put: async (asked: RequestInfo | URL, response: Response) => {
        box.set(addressOf(asked), response);
      },
      match: async (asked: RequestInfo | URL) => box.get(addressOf(asked))?.clone(),
      keys: async () => [...box.keys()].map(request),
    };
  }
}

function addressOf(asked: RequestInfo | URL): string {
  const url = new URL(asked instanceof Request ? asked.url : asked, ORIGIN);
  return url.pathname + url.search;
}

const request = (address: string): Request => new Request(ORIGIN + address);
const told = async (desk: Desk, address: string, manner: Manner): Promise<string> =>
  (await answer(KEPT, desk, request(address), manner)).text();

test("pages of the studio, what they need, and what all may read are answered here", () => {
  const manner = (address: string, mode = "cors", method = "GET"): Manner | null =>
    mannerOf(KEPT, { origin: ORIGIN }, { url: ORIGIN + address, mode, method } as Request);
  assert.equal(manner("/studio/?preset=ode-to-joy", "navigate"), "page");
  assert.equal(manner("/static/studio.2.js"), "pinned");
  assert.equal(manner("/soundfont/0?v=font"), "pinned");
  assert.equal(manner("/soundfont/drums?v=font"), "instrument");
  assert.equal(manner("/api/v1/presets/"), "loose");
});

test("what a person asks for goes its way", () => {
  for (const [address, mode, method] of [
    ["/api/v1/me/", "cors", "GET"],
    ["/api/v1/compositions/7/", "cors", "GET"],
    ["/api/v1/presets/", "cors", "POST"],
    ["/studio/shell/", "navigate", "GET"],
    ["/accounts/login/", "navigate", "GET"],
    ["/soundfont/0?v=other", "cors", "GET"],
    ["/soundfont/?v=font", "cors", "GET"],
  ] as const) {
    const asked = { url: ORIGIN + address, mode, method } as Request;
    assert.equal(mannerOf(KEPT, { origin: ORIGIN }, asked), null, address);
  }
  const abroad = { url: `https://else.test/static/studio.2.js`, mode: "cors", method: "GET" };
  assert.equal(mannerOf(KEPT, { origin: ORIGIN }, abroad as Request), null);
});

test("everything is fetched as nobody, and kept whole", async () => {
  const desk = new Desk();
  await keep(KEPT, desk);
  assert.deepEqual(
    new Set(desk.asked.map(({ credentials }) => credentials)),
    new Set(["omit"]),
  );
  const addresses = [...(desk.boxes.get("studio-2") ?? new Map()).keys()];
  const all = [KEPT.shell, ...KEPT.loose, ...KEPT.pinned];
  assert.deepEqual(addresses.toSorted(), all.toSorted());
});

test("one part that does not come means that the version is not taken", async () => {
  const desk = new Desk();
  desk.status = 404;
  await assert.rejects(keep(KEPT, desk));
});

test("what the version before has already is not fetched again", async () => {
  const desk = new Desk();
  await keep(OLD, desk);
  desk.asked.length = 0;
  await keep(KEPT, desk);
  const asked = desk.asked.map(({ url }) => addressOf(url));
  assert.ok(asked.includes("/static/studio.2.js") && !asked.includes("/static/tokens.css"));
});

test("the version before goes, and nobody else's cache", async () => {
  const desk = new Desk();
  desk.boxes.set("of another page", new Map());
  await keep(OLD, desk);
  await keep(KEPT, desk);
  await dropOthers(KEPT, desk);
  assert.deepEqual([...desk.boxes.keys()].toSorted(), ["of another page", "studio-2"]);
});

test("with a line the page is the site's own, without one the kept one of nobody", async () => {
  const desk = new Desk();
  await keep(KEPT, desk);
  assert.equal(await told(desk, "/studio/?preset=x", "page"), "site: /studio/");
  desk.down = true;
  assert.equal(await told(desk, "/studio/?preset=x", "page"), "site: /studio/shell/");
});

test("a refusal of the site is told, not covered by the kept page", async () => {
  const desk = new Desk();
  await keep(KEPT, desk);
  desk.status = 429;
  assert.equal((await answer(KEPT, desk, request("/studio/"), "page")).status, 429);
});

test("parts named by their content never ask the site again", async () => {
  const desk = new Desk();
  await keep(KEPT, desk);
  desk.down = true;
  assert.equal(await told(desk, "/static/studio.2.js", "pinned"), "site: /static/studio.2.js");
});

test("melodies come from the site, and from here when it is away or ill", async () => {
  const desk = new Desk();
  await keep(KEPT, desk);
  desk.asked.length = 0;
  await told(desk, "/api/v1/presets/", "loose");
  assert.equal(desk.asked.length, 1);
  desk.status = 503;
  assert.equal(await told(desk, "/api/v1/presets/", "loose"), "site: /api/v1/presets/");
  desk.down = true;
  assert.equal(await told(desk, "/api/v1/presets/", "loose"), "site: /api/v1/presets/");
});

test("without a line and without a kept answer the failure is the network's own", async () => {
  const desk = new Desk();
  desk.down = true;
  await assert.rejects(told(desk, "/api/v1/presets/", "loose"), TypeError);
});
