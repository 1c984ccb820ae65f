/** Names as they are kept (`generation/wording.py`): in one line, and all of it can be seen. */
import { MAX_TEXT } from "./limits.ts";

const MARKS_OF_ANY_LETTER = 3;
const MARKS_OF_A_SCRIPT = 6;
const PRINTABLE = /^[\x20-\x7e]*$/;
const SPACE = /[\t\n\r\v\f\x85\u2800\p{Zs}\p{Zl}\p{Zp}]/u;
const UNSEEN =
  /[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\u{16fe4}\u{1d159}\u{13441}\u{13442}]/u;
const SEEN_FORMAT =
  /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;
const IGNORABLE = /[\u2065\ufff0-\ufff8\u{e0000}-\u{e0fff}\ufdd0-\ufdef]/u;
const NEVER = /[\p{Cc}\p{Cs}\p{Co}]/u;
const FORMAT = /\p{Cf}/u;
const MARK = /\p{M}/u;
const STACKING = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/u;
const JOINING = new RegExp(
  "[\\u0620-\\u0dff\\u0f40-\\u109f\\u1780-\\u18aa\\ua840-\\uabff\\ufb50-\\ufdff" +
    "\\u{11000}-\\u{1145f}]",
  "u",
);
const PICTURE = /[\u2190-\u2bff\u{1f000}-\u{1faff}]/u;
const STYLED = new RegExp(
  "[\\xa9\\xae\\u203c\\u2049\\u2122\\u2139\\u3030\\u303d\\u3297-\\u3299\\u2190-\\u2bff" +
    "\\u{1f000}-\\u{1faff}]",
  "u",
);
const IDEOGRAPH = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const MONGOLIAN = /[\u1820-\u18aa]/u;
// Variation selectors, and what they may follow.
const SHAPES: readonly (readonly [selectors: RegExp, bases: RegExp])[] = [
  [/[\ufe0e\ufe0f]/u, STYLED],
  [/[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u, IDEOGRAPH],
  [/[\u180b-\u180d\u180f]/u, MONGOLIAN],
];
const SELECTOR = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]/u;
const [ZWNJ, ZWJ, EMOJI_STYLE, KEYCAP] = ["\u200c", "\u200d", "\ufe0f", "\u20e3"];
// The three flags that are written in tags: England, Scotland, Wales.
const FLAGS = ["gbeng", "gbsct", "gbwls"].map((name) => {
  const tags = [...name].map((letter) => 0xe0000 + (letter.codePointAt(0) as number));
  return [0x1f3f4, ...tags, 0xe007f].map((tag) => String.fromCodePoint(tag));
});

/** A name of a file, which nobody can be asked to change. */
export function clipped(text: string, most = MAX_TEXT): string {
  const cut = (words: string, letters: number): string => [...words].slice(0, letters).join("");
  return line(cut(line(cut(text, 8 * most)), most));
}

const line = (text: string): string => settled(text).split(" ").filter(Boolean).join(" ");

/** Cleaned until nothing changes: what goes may bring a letter and its accent together. */
function settled(text: string): string {
  if (PRINTABLE.test(text)) return text;
  const cleaned = visible(text).normalize("NFC");
  return cleaned === text ? text : settled(cleaned);
}

function visible(text: string): string {
  const letters = [...text];
  const kept: string[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const flag = FLAGS.find((tags) => tags.every((tag, place) => letters[at + place] === tag));
    const found = flag ?? [keptOf(letters[at] as string, kept, letters[at + 1] ?? "")];
    kept.push(...found.filter(Boolean));
    at += found.length - 1;
  }
  return kept.join("");
}

/** What stays of one letter, after those that stayed before it. */
function keptOf(letter: string, before: readonly string[], after: string): string {
  if (SPACE.test(letter)) return " ";
  if (letter === ZWJ || letter === ZWNJ) return mayJoin(letter, before, after) ? letter : "";
  if (SELECTOR.test(letter)) return mayShape(letter, before, after) ? letter : "";
  if (UNSEEN.test(letter) || IGNORABLE.test(letter) || NEVER.test(letter)) return "";
  if (((letter.codePointAt(0) as number) & 0xfffe) === 0xfffe) return "";
  if (FORMAT.test(letter) && !SEEN_FORMAT.test(letter)) return "";
  return !MARK.test(letter) || mayMark(letter, before) ? letter : "";
}

function mayJoin(joiner: string, before: readonly string[], after: string): boolean {
  const last = before.at(-1) ?? " ";
  if (JOINING.test(last)) return joiner === ZWJ || JOINING.test(after);
  const pictured = last === EMOJI_STYLE || PICTURE.test(last);
  return joiner === ZWJ && pictured && PICTURE.test(after);
}

function mayShape(selector: string, before: readonly string[], after: string): boolean {
  const last = before.at(-1) ?? " ";
  if (/[0-9#*]/.test(last)) return selector === EMOJI_STYLE && after === KEYCAP;
  return SHAPES.some(([selectors, bases]) => selectors.test(selector) && bases.test(last));
}

/** A mark needs a letter to stand on, and a letter bears a few. */
function mayMark(mark: string, before: readonly string[]): boolean {
  const letters = before.filter((letter) => letter !== ZWJ && letter !== ZWNJ);
  const base = letters.findLastIndex((letter) => !MARK.test(letter));
  if (base < 0 || letters[base] === " ") return false;
  const marks = letters.slice(base + 1);
  if (marks.length >= MARKS_OF_A_SCRIPT) return false;
  const stacked = marks.filter((letter) => STACKING.test(letter)).length;
  return !STACKING.test(mark) || stacked < MARKS_OF_ANY_LETTER;
}
