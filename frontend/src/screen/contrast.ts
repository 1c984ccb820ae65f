/** How well colours can be told apart, by the formula of WCAG 2.2. */

export type Colour = readonly [red: number, green: number, blue: number]; // 0-255

/** Of "#rrggbb", or "rgb(…)" as browsers compute it; black for anything else. */
export function read(text: string): Colour {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(text);
  const parts = hex?.slice(1).map((part) => Number.parseInt(part, 16));
  const [red = 0, green = 0, blue = 0] = parts ?? text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [red, green, blue];
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `share` of the one colour, the rest of the other. */
export const mixed = (one: Colour, other: Colour, share: number): Colour => [
  other[0] + (one[0] - other[0]) * share,
  other[1] + (one[1] - other[1]) * share,
  other[2] + (one[2] - other[2]) * share,
];

/** The least opacity at which a colour has that contrast on each of the grounds; 1 at most. */
export function leastOpacity(front: Colour, grounds: readonly Colour[], ratio: number): number {
  for (let opacity = 0.05; opacity < 1; opacity += 0.05) {
    const enough = (ground: Colour): boolean =>
      contrast(mixed(front, ground, opacity), ground) >= ratio;
    if (grounds.every(enough)) return opacity;
  }
  return 1;
}

export const written = ([red, green, blue]: Colour): string =>
  `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;
