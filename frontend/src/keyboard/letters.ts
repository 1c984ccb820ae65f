/** The computer's keys as a piano, by their place on the keyboard, so that any layout works. */

const PIANO =
  "KeyA KeyW KeyS KeyE KeyD KeyF KeyT KeyG KeyY KeyH KeyU KeyJ KeyK KeyO KeyL KeyP".split(" ");
const VELOCITY_STEP = 20;

export interface KeyboardState {
  readonly base: number; // pitch of the A key
  readonly velocity: number; // 1-127
}

export const KEYBOARD_DEFAULTS: KeyboardState = { base: 60, velocity: 80 };

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** Pitch under a key, or null if the key is no piano key or beyond the range of MIDI. */
export function pitchOf(code: string, state: KeyboardState): number | null {
  const index = PIANO.indexOf(code);
  const pitch = state.base + index;
  return index < 0 || pitch > 127 ? null : pitch;
}

/** The letter that plays `pitch`, for labels. */
export function letterOf(pitch: number, state: KeyboardState): string {
  return PIANO[pitch - state.base]?.slice(3) ?? "";
}

/** Z and X move by an octave, C and V change the velocity; null for any other key. */
export function adjusted(code: string, state: KeyboardState): KeyboardState | null {
  if (code === "KeyZ") return { ...state, base: clamp(state.base - 12, 0, 108) };
  if (code === "KeyX") return { ...state, base: clamp(state.base + 12, 0, 108) };
  if (code === "KeyC") return { ...state, velocity: clamp(state.velocity - VELOCITY_STEP, 1, 127) };
  if (code === "KeyV") return { ...state, velocity: clamp(state.velocity + VELOCITY_STEP, 1, 127) };
  return null;
}
