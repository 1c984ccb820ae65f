/**
 * The page around an embedded player steers it by messages. Heard is the window that frames us and
 * nobody else; answers go to the origin that it has, never to all.
 */
import { Flood } from "./flood.ts";
import {
  EVENTS,
  type EventName,
  type Getter,
  GETTERS,
  isEvent,
  type Message,
  read,
  write,
} from "./wire.ts";

/** What messages may do, and answer. */
export interface Steered {
  play(): void;
  pause(): void;
  toggle(): void;
  next(): void;
  prev(): void;
  seekTo(value: unknown): void;
  setVolume(value: unknown): void;
  skip(value: unknown): void;
  load(value: unknown): void;
  answer(getter: Getter): unknown;
}

const METHODS = [
  ...["play", "pause", "toggle", "next", "prev"],
  ...["seekTo", "setVolume", "skip", "load"],
] as const;

export class Steering {
  private readonly wanted = new Set<EventName>();
  private readonly flood: Flood;
  private readonly around: Pick<Window, "postMessage">;
  private origin: string;
  private steered: Steered | null = null;

  /** `around` is the window that frames this one, and `origin` its origin as far as it is known. */
  constructor(around: Pick<Window, "postMessage">, origin: string, flood = new Flood()) {
    [this.around, this.origin, this.flood] = [around, origin, flood];
  }

  /** From here on messages act; whoever frames us is told so. */
  ready(steered: Steered): void {
    this.steered = steered;
    this.say(EVENTS.READY);
  }

  tell(event: EventName, value: unknown): void {
    if (this.wanted.has(event)) this.say(event, value);
  }

  hear(event: Pick<MessageEvent, "source" | "origin" | "data">): void {
    if (event.source !== this.around || !answerable(event.origin)) return;
    const message = read(event.data);
    if (!message) return;
    this.origin = event.origin;
    if (this.flood.admits(() => this.say(EVENTS.ERROR, { message: "Too many messages." })))
      this.act(message);
  }

  private act({ method, value }: Message): void {
    if (method === "addEventListener" && isEvent(value)) return this.listen(value);
    if (method === "removeEventListener" && isEvent(value)) return void this.wanted.delete(value);
    if (!this.steered) return;
    const getter = GETTERS.find((name) => name === method);
    if (getter) return this.say(getter, this.steered.answer(getter));
    const act = METHODS.find((name) => name === method);
    if (act) this.steered[act](value);
  }

  private listen(event: EventName): void {
    this.wanted.add(event);
    if (event === EVENTS.READY && this.steered) this.say(event); // said too early
  }

  private say(method: string, value?: unknown): void {
    if (answerable(this.origin)) this.around.postMessage(write(method, value), this.origin);
  }
}

/** A page without an origin, such as a sandboxed one, could be answered only before all. */
function answerable(origin: string): boolean {
  return origin.startsWith("http:") || origin.startsWith("https:");
}

/** The origin of the page that frames this one, where a browser tells. */
export function originAround(from: Location, referrer: string): string {
  const told = (from as { ancestorOrigins?: ArrayLike<string> }).ancestorOrigins?.[0];
  if (told) return told;
  return referrer ? new URL(referrer).origin : "";
}
