/**
 * Computer keys to notes: press, release, and letting go of everything when the window loses the
 * keyboard.
 */
import { adjusted, KEYBOARD_DEFAULTS, type KeyboardState, pitchOf } from "./letters.ts";

export interface TypingHandlers {
  on(pitch: number, velocity: number, stamp: number): void;
  off(pitch: number, stamp: number): void;
  changed(state: KeyboardState): void;
}

export function inTextField(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "range", "button", "file", "color"].includes(target.type)
  );
}

/** Listens on the window while `enabled()`; returns the function that ends it. */
export function bindTyping(handlers: TypingHandlers, enabled: () => boolean): () => void {
  let state = KEYBOARD_DEFAULTS;
  const held = new Map<string, number>();
  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return;
    if (!enabled() || inTextField(event)) return;
    const next = adjusted(event.code, state);
    const pitch = pitchOf(event.code, state);
    if (!next && pitch === null) return;
    event.preventDefault();
    if (next) handlers.changed((state = next));
    if (pitch === null || event.repeat || held.has(event.code)) return;
    held.set(event.code, pitch);
    handlers.on(pitch, state.velocity, event.timeStamp);
  };
  const release = (code: string, stamp: number): void => {
    const pitch = held.get(code);
    if (pitch === undefined) return;
    held.delete(code);
    handlers.off(pitch, stamp);
  };
  const up = (event: KeyboardEvent): void => release(event.code, event.timeStamp);
  const blur = (): void => {
    for (const code of [...held.keys()]) release(code, performance.now());
  };
  window.addEventListener("keydown", down);
  window.addEventListener("keyup", up);
  window.addEventListener("blur", blur);
  return () => {
    blur();
    window.removeEventListener("keydown", down);
    window.removeEventListener("keyup", up);
    window.removeEventListener("blur", blur);
  };
}
