/** The parts of the capsules, each a file that is fetched only where a page has its element. */

const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "learn-babble": () => import("./parts/babble.ts"),
  "learn-bet": () => import("./parts/bet.ts"),
  "learn-bytes": () => import("./parts/writings.ts"),
  "learn-counts": () => import("./parts/counts.ts"),
  "learn-drums": () => import("./parts/drums.ts"),
  "learn-gan": () => import("./parts/gan.ts"),
  "learn-matrix": () => import("./parts/matrix.ts"),
  "learn-open": () => import("./parts/opening.ts"),
  "learn-roll": () => import("./parts/roll.ts"),
  "learn-surprise": () => import("./parts/surprise.ts"),
  "learn-tokens": () => import("./parts/writings.ts"),
  "learn-verdicts": () => import("./parts/verdicts.ts"),
};

/** Fetches what the elements of a page need; each element comes to life when its file is there. */
export async function bring(page: ParentNode): Promise<void> {
  const wanted = Object.entries(PARTS).filter(([element]) => page.querySelector(element));
  await Promise.all(wanted.map(([, load]) => load()));
}
