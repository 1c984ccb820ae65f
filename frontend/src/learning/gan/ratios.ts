/** How many times faster the forger learns than the critic: the places of a slider. */

export const RATIOS = [1 / 16, 1 / 4, 1, 5, 25, 200] as const;
export const EVEN = RATIOS.indexOf(1);

export function ratioWords(ratio: number): string {
  if (ratio === 1) return "both alike";
  return ratio > 1 ? `the forger, ${ratio} times` : `the critic, ${1 / ratio} times`;
}
