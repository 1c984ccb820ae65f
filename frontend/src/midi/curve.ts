/** How hard one has to strike: a soft curve is loud early, a hard one late. */

export const CURVES = { soft: 0.6, linear: 1, hard: 1.7 } as const; // exponents
export type Curve = keyof typeof CURVES;

export const isCurve = (name: unknown): name is Curve =>
  typeof name === "string" && name in CURVES;

/** 1 to 127, as it went in. */
export const curved = (velocity: number, curve: Curve): number =>
  Math.max(1, Math.round(127 * (velocity / 127) ** CURVES[curve]));
