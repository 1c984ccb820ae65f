/**
 * What the embedded player and a page of another site say to each other: JSON in a string, with the
 * names of SoundCloud's widget, so that scripts written for that one steer ours.
 */

export const VERSION = 1;
/** Longer messages are not read: none of ours has a tenth of it. */
const LONGEST = 4096;

export const EVENTS = {
  LOAD_PROGRESS: "loadProgress",
  PLAY_PROGRESS: "playProgress",
  PLAY: "play",
  PAUSE: "pause",
  FINISH: "finish",
  SEEK: "seek",
  READY: "ready",
  OPEN_SHARE_PANEL: "sharePanelOpened",
  CLICK_DOWNLOAD: "downloadClicked",
  CLICK_BUY: "buyClicked",
  ERROR: "error",
} as const;

export type EventName = (typeof EVENTS)[keyof typeof EVENTS];

export const GETTERS = [
  "getVolume",
  "getDuration",
  "getPosition",
  "getSounds",
  "getCurrentSound",
  "getCurrentSoundIndex",
  "isPaused",
] as const;

export type Getter = (typeof GETTERS)[number];

export interface Message {
  readonly method: string;
  readonly value: unknown;
}

/** What a message says; null for what is none of this language, which is most of what pages say. */
export function read(data: unknown): Message | null {
  if (typeof data !== "string" || data.length > LONGEST || !data.startsWith("{")) return null;
  try {
    const said = JSON.parse(data) as { method?: unknown; value?: unknown };
    return typeof said.method === "string" ? { method: said.method, value: said.value } : null;
  } catch {
    return null;
  }
}

export function write(method: string, value?: unknown): string {
  return JSON.stringify({ method, value, version: VERSION });
}

export function isEvent(name: unknown): name is EventName {
  return Object.values<unknown>(EVENTS).includes(name);
}
