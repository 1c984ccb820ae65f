/** The elements of the dialog, by their names in the template; a test holds the two together. */

export const PARTS = {
  close: "button",
  words: "p",
  begin: "div",
  start: "button",
  choose: "button",
  file: "input",
  recording: "div",
  level: "meter",
  count: "output",
  stop: "button",
  reading: "progress",
  result: "form",
  picture: "div",
  canvas: "canvas",
  hearVoice: "button",
  hearNotes: "button",
  summary: "span",
  previous: "button",
  chosen: "output",
  next: "button",
  up: "button",
  down: "button",
  remove: "button",
  join: "button",
  takeBack: "button",
  sensitivity: "input",
  sensitivityValue: "output",
  shortest: "input",
  shortestValue: "output",
  octaves: "select",
  key: "select",
  pace: "select",
  grid: "select",
  where: "select",
  rows: "tbody",
  place: "p",
  accept: "button",
  again: "button",
} as const satisfies Readonly<Record<string, keyof HTMLElementTagNameMap>>;

export type Parts = {
  readonly [Name in keyof typeof PARTS]: HTMLElementTagNameMap[(typeof PARTS)[Name]];
};

export function findParts(dialog: ParentNode): Parts {
  const found = Object.entries(PARTS).map(([name, tag]) => {
    const part = dialog.querySelector(`${tag}[data-hum="${name}"]`);
    if (!part) throw new Error(`The dialog lacks ${name}`);
    return [name, part];
  });
  return Object.fromEntries(found) as Parts;
}
