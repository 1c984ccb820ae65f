/** The parts of the capsules, each a file that is fetched only where a page has its element. */

const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "learn-babble": () => import("./parts/babble.ts"),
  "learn-bet": () => import("./parts/bet.ts"),
  "learn-between": () => import("./parts/between.ts"),
  "learn-bytes": () => import("./parts/writings.ts"),
  "learn-chorale": () => import("./parts/chorale.ts"),
  "learn-cheats": () => import("./parts/cheats.ts"),
  "learn-counts": () => import("./parts/counts.ts"),
  "learn-hearing": () => import("./parts/hearing.ts"),
  "learn-listening": () => import("./parts/listening.ts"),
  "learn-drums": () => import("./parts/drums.ts"),
  "learn-gan": () => import("./parts/gan.ts"),
  "learn-matrix": () => import("./parts/matrix.ts"),
  "learn-diffusion": () => import("./parts/diffusion.ts"),
  "learn-forecast": () => import("./parts/forecast.ts"),
  "learn-melodies": () => import("./parts/melodies.ts"),
  "learn-open": () => import("./parts/opening.ts"),
  "learn-roll": () => import("./parts/roll.ts"),
  "learn-strides": () => import("./parts/strides.ts"),
  "learn-surprise": () => import("./parts/surprise.ts"),
  "learn-tokens": () => import("./parts/writings.ts"),
  "learn-versions": () => import("./parts/versions.ts"),
  "learn-training": () => import("./parts/training.ts"),
  "learn-vote": () => import("./parts/vote.ts"),
  "learn-verdicts": () => import("./parts/verdicts.ts"),
};

/** Fetches what the elements of a page need; each element comes to life when its file is there. */
export async function bring(page: ParentNode): Promise<void> {
  const wanted = Object.entries(PARTS).filter(([element]) => page.querySelector(element));
  await Promise.all(wanted.map(([, load]) => load()));
}
