/** Chord symbols as one types them: read with what is usual, written as a song keeps them. */
import { isSymbol } from "../music/chordsigns.ts";
import { type Kind, KINDS } from "./chord.ts";
import { toneWords } from "./spelling.ts";

export const NO_CHORD = "N.C.";
export const ALLOWED =
  "A letter from A to G, with # or b if it has one; then nothing for major, or m, 7, m7, maj7, " +
  "m7b5, dim, dim7, aug, sus4; then /B for another bass. N.C. says that there is no chord.";

/** What a symbol says; names of tones as they were written. */
export interface SymbolParts {
  readonly root: string; // F♯
  readonly kind: Kind;
  readonly bass: string; // the root, or any other tone
}

const TONE = "[A-Ga-g][#♯b♭]?";
const TYPED = new RegExp(`^(${TONE})(.*?)(?:/(${TONE}))?$`);
const NONE = /^(n\.?c\.?|-)$/i;
// What else is written for a kind. M and m are not the same.
const ALSO: Readonly<Record<string, readonly string[]>> = {
  "": ["M", "maj", "major"],
  m: ["min", "minor", "-"],
  "7": ["dom7"],
  m7: ["min7", "-7", "mi7"],
  maj7: ["M7", "Maj7", "ma7", "j7", "Δ", "Δ7"],
  m7b5: ["min7b5", "-7b5", "ø", "ø7", "m7-5"],
  dim: ["°", "o"],
  dim7: ["°7", "o7"],
  aug: ["+"],
  sus4: ["sus"],
};

const TONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

export const plainLetters = (text: string): string =>
  text.replaceAll("♯", "#").replaceAll("♭", "b");
export const printedLetters = (text: string): string =>
  text === NO_CHORD ? text : text.replaceAll("#", "♯").replaceAll("b", "♭");

const capital = (tone: string): string => tone.slice(0, 1).toUpperCase() + tone.slice(1);

/** As a song keeps what somebody typed: Am7 for "a-7"; null for nonsense. */
export function symbolOf(typed: string): string | null {
  const text = plainLetters(typed.replaceAll(/\s/g, ""));
  if (NONE.test(text)) return NO_CHORD;
  const [, root = "", rest = "", bass] = TYPED.exec(text) ?? [];
  const sign = Object.keys(ALSO).find((each) => rest === each || ALSO[each]?.includes(rest));
  if (!root || sign === undefined) return null;
  const over = bass && capital(bass) !== capital(root) ? `/${capital(bass)}` : "";
  const symbol = capital(root) + sign + over;
  return isSymbol(symbol) ? symbol : null;
}

/** Of a symbol that a song keeps; null for N.C., and for one of another time than ours. */
export function readSymbol(symbol: string): SymbolParts | null {
  const [, root = "", sign = "", bass = root] = TYPED.exec(symbol) ?? [];
  const kind = KINDS.find((each) => plainLetters(each.sign) === sign);
  if (!root || !kind || !isSymbol(symbol)) return null;
  return { root: printedLetters(root), kind, bass: printedLetters(bass) };
}

/** C is 0. */
export function toneOf(name: string): number {
  const sign = name[1] === "♯" ? 1 : name[1] === "♭" ? -1 : 0;
  return ((TONES[name[0] ?? ""] ?? 0) + sign + 12) % 12;
}

export function symbolWords(symbol: string): string {
  const read = readSymbol(symbol);
  if (!read) return symbol === NO_CHORD ? "no chord" : symbol;
  const { root, kind, bass } = read;
  const over = bass === root ? "" : ` over ${toneWords(bass)}`;
  return `${toneWords(root)} ${kind.words}${over}`;
}

/** What may follow what was typed: every kind on its root, and no chord. */
export function completions(typed: string): string[] {
  const [letter] = /^[A-Ga-g][#♯b♭]?/.exec(typed.trim()) ?? [];
  if (!letter) return typed.trim() === "" ? [] : [NO_CHORD];
  return Object.keys(ALSO).map((sign) => capital(plainLetters(letter)) + sign);
}
