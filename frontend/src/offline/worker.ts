/**
 * The studio's service worker. The site puts what is to be kept above this script, so that another
 * version is another worker; it waits until no page of the version before is open.
 */
import { answer, dropOthers, keep, type Kept, mannerOf, type Room } from "./keeping.ts";

declare const KEPT: Kept;

/** What TypeScript knows of a worker only where it knows nothing of pages. */
interface Worker {
  readonly clients: { claim(): Promise<void> };
  addEventListener(name: "install" | "activate", act: (event: Extended) => void): void;
  addEventListener(name: "fetch", act: (event: Asked) => void): void;
}

interface Extended {
  waitUntil(done: Promise<unknown>): void;
}

interface Asked {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = self as unknown as Worker;
const room: Room = { caches, fetch: (request) => fetch(request), origin: location.origin };

worker.addEventListener("install", (event) => event.waitUntil(keep(KEPT, room)));
worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers(KEPT, room).then(() => worker.clients.claim()));
});
worker.addEventListener("fetch", (event) => {
  const manner = mannerOf(KEPT, room, event.request);
  if (manner) event.respondWith(answer(KEPT, room, event.request, manner));
});
