/** Talking to the site: one function, one error, in the shape every refusal of the API has. */
import type { SongDocument } from "./music/song.ts";

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly request_id?: string;
}

/**
 * What the server refused, or why it could not be reached (code "offline"). The message is made for
 * people.
 */
export class ApiError extends Error {
  readonly status: number; // 0 when there was no answer
  readonly refusal: Refusal;

  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.status = status;
    this.refusal = refusal;
  }

  /** Whether the same question may be answered later: no network, a busy site, or one at work. */
  get passing(): boolean {
    const working = this.refusal.code === "in_progress"; // on a request with the same key
    return working || this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const ROOT = "/api/v1/";
const MOST_KEPT_ALIVE = 60_000; // bytes; browsers carry 64 KiB in all for pages that are left
const UNREACHABLE: Refusal = {
  code: "offline",
  message:
    "The site cannot be reached. Your song is safe in this browser; try again when you are " +
    "connected.",
};

function csrfToken(): string {
  // Under HTTPS its name says that it is of this host alone.
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part));
  return (
    cookie?.slice(cookie.indexOf("=") + 1) ??
    document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ??
    ""
  );
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const body = (await response.json()) as Partial<Refusal> & { detail?: string };
    if (body.message) return { code: body.code ?? "refused", ...body, message: body.message };
    if (body.detail) return { code: "refused", message: body.detail };
  } catch {} // Not JSON: a proxy answered, not the site.
  return {
    code: `http_${response.status}`,
    message:
      `The site answered with an error (${response.status}). Your song is safe; please ` +
      "try again.",
  };
}

async function ask(method: string, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  if (method !== "GET") headers.set("X-CSRFToken", csrfToken());
  let response: Response;
  try {
    response = await fetch(ROOT + path, { ...init, method, headers, credentials: "same-origin" });
  } catch {
    throw new ApiError(0, UNREACHABLE);
  }
  if (!response.ok) throw new ApiError(response.status, await refusalOf(response));
  return response;
}

/** What an answer holds. One that was cut off on its way is none. */
async function read<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError(0, UNREACHABLE);
  }
}

/** `signal` ends the waiting, as if the site could not be reached. */
export async function get<T>(path: string, signal?: AbortSignal, headers = {}): Promise<T> {
  return read<T>(await ask("GET", path, signal ? { signal, headers } : { headers }));
}

export interface Page<T> {
  readonly next: string | null; // as a path
  readonly results: readonly T[];
}

/** One page of a list. */
export async function page<T>(path: string, signal?: AbortSignal): Promise<Page<T>> {
  const { next, results } = await get<Page<T>>(path, signal);
  return { next: next && below(next), results };
}

/** A whole list, which the site gives in pages. */
export async function list<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const { next, results } = await page<T>(path, signal);
  return [...results, ...(next ? await list<T>(next, signal) : [])];
}

/** What comes after the root in the whole address of a next page. */
const below = (address: string): string => address.slice(address.indexOf(ROOT) + ROOT.length);

async function send(method: string, path: string, body: unknown, key?: string): Promise<Response> {
  const headers = new Headers({ "Content-Type": "application/json" });
  if (key) headers.set("Idempotency-Key", key);
  return ask(method, path, { headers, body: JSON.stringify(body) });
}

/** `key` names one intention: sent again with the same key, the thing is made once. */
export async function post<T>(path: string, body: unknown, key?: string): Promise<T | null> {
  const response = await send("POST", path, body, key);
  return response.status === 204 ? null : read<T>(response);
}

/**
 * Puts the whole in place of what is there, so that twice is as good as once. It arrives also when
 * the page is left meanwhile, unless it is too large for that.
 */
export async function put<T>(path: string, body: unknown): Promise<T> {
  const headers = new Headers({ "Content-Type": "application/json" });
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const init = { headers, body: bytes, keepalive: bytes.length < MOST_KEPT_ALIVE };
  return read<T>(await ask("PUT", path, init));
}

/** A file that the site makes of what is sent. */
export async function fileOf(path: string, body: unknown): Promise<Blob> {
  const response = await send("POST", path, body);
  try {
    return await response.blob();
  } catch {
    throw new ApiError(0, UNREACHABLE);
  }
}

export async function remove(path: string): Promise<void> {
  await ask("DELETE", path, {});
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return read<T>(await send("PATCH", path, body));
}

export async function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData();
  form.append("file", file);
  return read<T>(await ask("POST", path, { body: form }));
}

/** A UUID; also where a browser makes none, without HTTPS. */
export function newKey(): string {
  const { crypto } = globalThis;
  if (crypto.randomUUID) return crypto.randomUUID();
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const [, a, b, c, d, e] = /(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(digits) ?? [];
  return `${a}-${b}-4${c}-a${d}-${e}`;
}

/* The resources of the API as this front end uses them. */

export interface Preset {
  slug: string;
  title: string;
  composer: string;
  year: string | number;
  bars: number;
  meter: string;
  qpm: number;
  document: SongDocument;
}

export interface ModelParameter {
  name: string;
  label: string;
  kind: "float" | "int" | "bool" | "choice" | "notes";
  minimum: number | null;
  maximum: number | null;
  step: number | null;
  default: number | boolean | string | [number, number][];
  help: string;
  choices: string[];
}

export interface ModelCard {
  name: string;
  technique: string;
  title: string;
  genre: string;
  description: string;
  tracks: readonly { readonly name: string }[]; // that it adds
  parameters: ModelParameter[];
  expected_seconds: number;
  licence: string;
  example?: boolean; // whether a few seconds of it can be heard
  // where somebody has trained it here
  trained?: { readonly mine: boolean; readonly by: string | null; readonly visibility: string };
}

/** A job in a list. */
export type JobLine = Pick<Job, "id" | "state" | "model"> & { readonly created_at: string };

export interface Job {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  model: string;
  seed: number;
  progress: number;
  stage: string;
  seconds_left: number | null;
  place?: number | null; // takes whose turn is before
  seconds_ahead?: number | null; // at most, until a model is free for it
  error: { code: string; message: string } | null;
  attempt?: number; // above 1 where a machine stopped and it began again
  result: {
    document: SongDocument;
    digest: string;
    recipe: unknown;
    source?: SongDocument; // what it was made from; sites of before do not say
  } | null;
  draft: SongDocument | null; // as far as it is written
}

export interface Composition {
  id: string;
  title: string;
  url: string;
  remixable: boolean; // its licence lets others make something of it
  document: SongDocument;
  head: Revision;
}

export interface Revision {
  number: number;
  name: string;
  digest: string;
  kind: string;
  created_at: string;
}
