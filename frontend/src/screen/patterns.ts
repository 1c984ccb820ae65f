/** Fills of notes: colour alone must not tell tracks apart, so each of the eight has a pattern. */

type Ink = OffscreenCanvasRenderingContext2D;

export const TILE = 8; // px

const tiles = new Map<string, OffscreenCanvas | null>(); // by what they look like

// Slanting lines the other way mark what a model wrote (pianoroll/notes.ts).
const PATTERNS: readonly ((ink: Ink) => void)[] = [
  () => {},
  (ink) => falling(ink),
  (ink) => ink.fillRect(2, 2, 3, 3),
  (ink) => line(ink, 0, 4, TILE, 4),
  (ink) => crosses(ink),
  (ink) => squares(ink),
  (ink) => lattice(ink),
  (ink) => line(ink, -2, 4, 2, 1.5, 6, 6.5, 10, 1.5),
];

/** The fill of the colour `number`, 1 to 8, on a page of such a `ground`. */
export function patternOf(
  context: CanvasRenderingContext2D,
  colour: string,
  number: number,
  ground: string,
): CanvasPattern | string {
  const looks = [number, colour, ground].join();
  if (!tiles.has(looks)) tiles.set(looks, tileOf(colour, number, ground));
  const tile = tiles.get(looks);
  return (tile && context.createPattern(tile, "repeat")) ?? colour;
}

/** Null for one without a pattern. */
function tileOf(colour: string, number: number, ground: string): OffscreenCanvas | null {
  const draw = number > 1 && PATTERNS[number - 1];
  const ink = draw ? new OffscreenCanvas(TILE, TILE).getContext("2d") : null;
  if (!draw || !ink) return null;
  ink.fillStyle = colour;
  ink.fillRect(0, 0, TILE, TILE);
  ink.strokeStyle = ink.fillStyle = ground;
  ink.globalAlpha = 0.5;
  ink.lineWidth = 1.5;
  draw(ink);
  return ink.canvas;
}

function falling(ink: Ink): void {
  for (const start of [-TILE, 0, TILE]) line(ink, start, 0, start + TILE, TILE);
}

function lattice(ink: Ink): void {
  ink.lineWidth = 1.2;
  line(ink, -1, -1, TILE + 1, TILE + 1);
  line(ink, -1, TILE + 1, TILE + 1, -1);
}

function crosses(ink: Ink): void {
  line(ink, 4, 1.5, 4, 6.5);
  line(ink, 1.5, 4, 6.5, 4);
}

function squares(ink: Ink): void {
  ink.fillRect(0, 0, TILE / 2, TILE / 2);
  ink.fillRect(TILE / 2, TILE / 2, TILE / 2, TILE / 2);
}

function line(ink: Ink, x: number, y: number, ...others: readonly number[]): void {
  ink.beginPath();
  ink.moveTo(x, y);
  for (let at = 0; at < others.length; at += 2) ink.lineTo(others[at] ?? 0, others[at + 1] ?? 0);
  ink.stroke();
}
