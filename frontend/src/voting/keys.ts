/** Which key does what on a ballot: single letters, without a modifier. */

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "target">;

const ACTIONS: Readonly<Record<string, string>> = {
  "1": "play-a",
  "2": "play-b",
  a: "a",
  b: "b",
  t: "tie",
  x: "bad",
  s: "skip",
  n: "next",
};

/** What a key press means; null for nothing, such as a letter that is typed somewhere. */
export function actionOf(event: Pressed): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  if (typing(event.target)) return null;
  return ACTIONS[event.key.toLowerCase()] ?? null;
}

const FIELD = /^(INPUT|TEXTAREA|SELECT)$/;

const typing = (target: EventTarget | null): boolean =>
  target !== null && "tagName" in target && FIELD.test(String(target.tagName));
