/**
 * One whole version of the studio in the browser's cache: how it is put there, and what is answered
 * out of it. Nothing that a person asked for is ever put down.
 */

/** What the site says that a browser keeps; addresses without the host. */
export interface Kept {
  readonly version: string;
  readonly page: string; // which of the site's pages this is about
  readonly shell: string; // the same page as nobody sees it
  readonly pinned: readonly string[]; // their content is named in the address
  readonly loose: readonly string[]; // the same for everybody, but not for ever
  readonly instruments: string; // the address below which they lie: kept as songs ask for them
}

export type Manner = "page" | "pinned" | "loose" | "instrument";

/** What of a worker the keeping needs. */
export interface Room {
  readonly caches: Pick<CacheStorage, "open" | "match" | "keys" | "delete">;
  fetch(request: Request): Promise<Response>;
  readonly origin: string;
}

const PREFIX = "studio-";
// Servers say that an answer varies with what a browser can unpack; it has been unpacked by then.
const ANY = { ignoreVary: true } as const;

const cacheOf = ({ version }: Kept): string => PREFIX + version;

/** How a request is answered here; null for those that go their way, as all personal ones do. */
export function mannerOf(
  { page, pinned, loose, instruments }: Kept,
  { origin }: Pick<Room, "origin">,
  { method, mode, url }: Pick<Request, "method" | "mode" | "url">,
): Manner | null {
  const asked = new URL(url);
  if (method !== "GET" || asked.origin !== origin) return null;
  if (mode === "navigate") return asked.pathname === page ? "page" : null;
  const address = asked.pathname + asked.search;
  if (pinned.includes(address)) return "pinned";
  if (isInstrument(instruments, asked)) return "instrument";
  return loose.includes(address) ? "loose" : null;
}

/** One of those of today: others may have changed by tomorrow. */
function isInstrument(all: string, { pathname, search }: URL): boolean {
  const { pathname: folder, search: version } = new URL(all, "https://nowhere.invalid");
  const below = pathname.startsWith(folder) && pathname.length > folder.length;
  return below && version !== "" && search === version;
}

/** Puts the version down, whole or not at all. */
export async function keep(kept: Kept, room: Room): Promise<void> {
  const cache = await room.caches.open(cacheOf(kept));
  for (const address of [kept.shell, ...kept.loose])
    await cache.put(address, await fetched(room, address, "no-cache"));
  for (const address of kept.pinned) {
    const known = await room.caches.match(address, ANY);
    await cache.put(address, known ?? (await fetched(room, address, "default")));
  }
  await inherit(kept, room, cache);
}

/** Instruments that songs have asked for stay. */
async function inherit(kept: Kept, { caches }: Room, cache: Cache): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of others.filter((other) => other !== cacheOf(kept))) {
    const before = await caches.open(name);
    for (const request of await before.keys()) {
      if (!isInstrument(kept.instruments, new URL(request.url))) continue;
      const response = await before.match(request, ANY);
      if (response) await cache.put(request, response);
    }
  }
}

/** As nobody: no cookie goes, and none comes. */
async function fetched(room: Room, address: string, cache: RequestCache): Promise<Response> {
  const request = new Request(room.origin + address, { credentials: "omit", cache });
  const response = await room.fetch(request);
  if (!response.ok || response.redirected) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Takes the versions before away. */
export async function dropOthers(kept: Kept, { caches }: Room): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheOf(kept));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Raises as the network does, where there is no answer at all. */
export async function answer(
  kept: Kept,
  room: Room,
  request: Request,
  manner: Manner,
): Promise<Response> {
  if (manner === "pinned")
    return (await room.caches.match(request.url, ANY)) ?? room.fetch(request);
  if (manner === "instrument")
    return (await room.caches.match(request.url, ANY)) ?? keptFrom(kept, room, request);
  try {
    const response = await room.fetch(request);
    if (manner === "page" || response.ok) return response;
    return (await keptAnswer(kept, room, request.url)) ?? response;
  } catch (error) {
    const address = manner === "page" ? room.origin + kept.shell : request.url;
    const found = await keptAnswer(kept, room, address);
    if (found) return found;
    throw error;
  }
}

/** Fetched and kept. A full disk is no reason to be silent. */
async function keptFrom(kept: Kept, room: Room, request: Request): Promise<Response> {
  const response = await fetched(room, pathOf(request), "default");
  const cache = await room.caches.open(cacheOf(kept));
  await cache.put(request, response.clone()).catch(() => {});
  return response;
}

const pathOf = ({ url }: Request): string => new URL(url).pathname + new URL(url).search;

async function keptAnswer(kept: Kept, { caches }: Room, url: string): Promise<Response | null> {
  const cache = await caches.open(cacheOf(kept));
  return (await cache.match(url, ANY)) ?? null;
}
