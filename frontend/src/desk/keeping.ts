/**
 * A form that is filled in for an hour outlives its tab: what is typed is kept in this browser, and
 * comes back with one line that says so. It goes when it is saved, thrown away, or on signing out.
 */
import { PERSONAL, stored, store } from "../site/storing.ts";
import { restored, written, type Fields } from "./kept.ts";

const WAIT_MS = 300;

export function bindKeeping(form: HTMLFormElement): void {
  const { draft, version = "", refused } = form.dataset;
  if (!draft) return;
  const key = `${PERSONAL}desk.${draft}`;
  const sent = refused === undefined ? fieldsOf(form) : []; // what was refused is a draft as well
  const keep = (): void => store(key, written(version, fieldsOf(form), sent));
  bringBack(form, key, version);
  keepOnTyping(form, keep);
}

function bringBack(form: HTMLFormElement, key: string, version: string): void {
  const line = form.querySelector<HTMLElement>("[data-brought-back]");
  const typed = restored(stored(key), version, fieldsOf(form));
  if (!typed || !line) return;
  fill(form, typed);
  line.hidden = false;
  line.querySelector("button")?.addEventListener("click", () => {
    store(key, null);
    location.replace(location.pathname);
  });
}

function keepOnTyping(form: HTMLFormElement, keep: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    keep();
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, WAIT_MS);
  });
  form.addEventListener("submit", now);
  addEventListener("pagehide", now);
}

function fieldsOf(form: HTMLFormElement): Fields {
  const all = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  return all.map(([name, value]) => [name, typeof value === "string" ? value : ""]);
}

function fill(form: HTMLFormElement, fields: Fields): void {
  for (const field of form.elements) {
    if (isTicked(field)) field.checked = fields.some(isOf(field));
    else if (isWritten(field)) field.value = fields.find(isNamed(field))?.[1] ?? field.value;
  }
}

const isOf =
  (field: HTMLInputElement) =>
  ([name, value]: readonly [string, string]): boolean =>
    name === field.name && value === field.value;

const isNamed =
  (field: { name: string }) =>
  ([name]: readonly [string, string]): boolean =>
    name === field.name;

const isTicked = (field: Element): field is HTMLInputElement =>
  field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);

const isWritten = (field: Element): field is HTMLInputElement =>
  (field instanceof HTMLInputElement && field.type !== "hidden") ||
  field instanceof HTMLTextAreaElement ||
  field instanceof HTMLSelectElement;
