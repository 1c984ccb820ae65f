/** Canvases as sharp as the screen, and drawing at most once a frame. */

/** Fits the bitmap to the element's box; returns a context in CSS pixels, and the size in them. */
export function fitted(canvas: HTMLCanvasElement): {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
} {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(devicePixelRatio || 1, 3);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high)
    Object.assign(canvas, { width: wide, height: high });
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

/** Asks for one call of `draw` in the next animation frame, however often it is asked. */
export function oncePerFrame(draw: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

/** A fill for notes: colour alone must not tell tracks apart. */
export function pattern(
  context: CanvasRenderingContext2D,
  colour: string,
  index: number,
): CanvasPattern | string {
  const kind = index % 4;
  if (kind === 0) return colour;
  const tile = new OffscreenCanvas(8, 8);
  const ink = tile.getContext("2d");
  if (!ink) return colour;
  ink.fillStyle = colour;
  ink.fillRect(0, 0, 8, 8);
  ink.strokeStyle = ink.fillStyle = "rgba(255, 255, 255, 0.45)";
  ink.lineWidth = 1.5;
  if (kind === 1) for (const start of [-8, 0, 8]) line(ink, start, 8, start + 8, 0);
  if (kind === 2) ink.fillRect(2, 2, 3, 3);
  if (kind === 3) line(ink, 0, 4, 8, 4);
  return context.createPattern(tile, "repeat") ?? colour;
}

function line(
  ink: OffscreenCanvasRenderingContext2D,
  x: number,
  y: number,
  toX: number,
  toY: number,
): void {
  ink.beginPath();
  ink.moveTo(x, y);
  ink.lineTo(toX, toY);
  ink.stroke();
}
