/** How the roll looks and what it shows: overview, scale, tidying, following, chords. */
import { bindChords } from "./chords.ts";
import type { Elements } from "./elements.ts";
import { bindFollowing } from "./following.ts";
import { bindOverview } from "./overviewing.ts";
import { placePanel } from "./panels.ts";
import { bindScale } from "./scaling.ts";
import type { Studio } from "./studio.ts";
import { Tidying } from "./tidying.ts";

export function bindRollView(studio: Studio, page: Elements): void {
  bindOverview(studio, page);
  bindScale(studio, page);
  placePanel(page.scalePanel, page.roll);
  new Tidying(studio, page);
  bindFollowing(studio, page);
  bindChords(studio, page);
}
