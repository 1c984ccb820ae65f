/**
 * The script for pages of other sites: steers our player in a frame of theirs by the methods of
 * SoundCloud's widget. One widget a frame, however often it is asked for.
 */
import { EVENTS, type EventName, type Getter, read, write } from "../widget/wire.ts";

type Listener = (value: unknown) => void;

const MOST_WAITING = 100; // commands before the player is ready

export class FrameWidget {
  private ready = false;
  private waiting: string[] = [];
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly asked = new Map<Getter, Listener[]>();
  private readonly frame: HTMLIFrameElement;

  constructor(frame: HTMLIFrameElement) {
    this.frame = frame;
    addEventListener("message", (event) => this.hear(event));
    frame.addEventListener("load", () => this.hail());
    if (loaded(frame)) this.hail();
  }

  bind(event: EventName, listener: Listener): void {
    const heard = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, heard.add(listener));
    if (event === EVENTS.READY && this.ready) listener(undefined);
    else if (this.ready) this.post(write("addEventListener", event));
  }

  unbind(event: EventName): void {
    this.listeners.delete(event);
    if (this.ready) this.post(write("removeEventListener", event));
  }

  load(url: string, options: Record<string, unknown> & { callback?: () => void } = {}): void {
    const { callback, ...rest } = options;
    if (callback) this.once(EVENTS.READY, callback);
    this.command("load", { url, options: rest });
  }

  play = (): void => this.command("play");
  pause = (): void => this.command("pause");
  toggle = (): void => this.command("toggle");
  next = (): void => this.command("next");
  prev = (): void => this.command("prev");
  seekTo = (milliseconds: number): void => this.command("seekTo", milliseconds);
  setVolume = (percent: number): void => this.command("setVolume", percent);
  skip = (index: number): void => this.command("skip", index);

  getVolume = (callback: Listener): void => this.ask("getVolume", callback);
  getDuration = (callback: Listener): void => this.ask("getDuration", callback);
  getPosition = (callback: Listener): void => this.ask("getPosition", callback);
  getSounds = (callback: Listener): void => this.ask("getSounds", callback);
  getCurrentSound = (callback: Listener): void => this.ask("getCurrentSound", callback);
  getCurrentSoundIndex = (callback: Listener): void => this.ask("getCurrentSoundIndex", callback);
  isPaused = (callback: Listener): void => this.ask("isPaused", callback);

  private get origin(): string {
    return new URL(this.frame.src, document.baseURI).origin;
  }

  private once(event: EventName, callback: () => void): void {
    const heard = this.listeners.get(event) ?? new Set();
    const listener = (): void => (heard.delete(listener), callback());
    this.listeners.set(event, heard.add(listener));
  }

  private ask(getter: Getter, callback: Listener): void {
    this.asked.set(getter, [...(this.asked.get(getter) ?? []), callback].slice(-MOST_WAITING));
    this.command(getter);
  }

  private command(method: string, value?: unknown): void {
    if (this.ready) this.post(write(method, value));
    else this.waiting = [...this.waiting, write(method, value)].slice(-MOST_WAITING);
  }

  /** Asks a page that has just come, or came before us, to say when it is ready. */
  private hail(): void {
    this.ready = false;
    this.post(write("addEventListener", EVENTS.READY));
  }

  private post(text: string): void {
    this.frame.contentWindow?.postMessage(text, this.origin);
  }

  private hear(event: MessageEvent): void {
    if (event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
    const message = read(event.data);
    if (!message) return;
    if (message.method === EVENTS.READY && !this.ready) this.begin();
    else if (message.method !== EVENTS.READY) this.pass(message.method, message.value);
  }

  /** A player that has come anew, also after `load`, knows of no listener yet. */
  private begin(): void {
    this.ready = true;
    for (const event of this.listeners.keys()) this.post(write("addEventListener", event));
    for (const text of this.waiting.splice(0)) this.post(text);
    this.pass(EVENTS.READY, undefined);
  }

  private pass(method: string, value: unknown): void {
    for (const listener of [...(this.listeners.get(method) ?? [])]) listener(value);
    const asked = this.asked.get(method as Getter);
    if (!asked) return;
    this.asked.delete(method as Getter);
    for (const callback of asked) callback(value);
  }
}

/** Whether something of the player has come: until then the frame is an empty page of ours. */
function loaded(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentWindow?.location.href !== "about:blank";
  } catch {
    return true; // another origin
  }
}
