/** Whether the chosen model follows the chords that somebody wrote: told in the drawer. */
import type { ModelCard } from "../api.ts";
import type { Song } from "../music/song.ts";
import type { Wish } from "./models.ts";

const STRENGTH = "follow_chords"; // the parameter of those that follow; 0 is not at all

export function followsChords(
  { chords }: Song,
  card: ModelCard | null,
  wish: Pick<Wish, "parameters"> | null,
): boolean {
  const parameter = card?.parameters.find(({ name }) => name === STRENGTH);
  if (!parameter || chords.length === 0) return false;
  const wished = (wish?.parameters as Record<string, unknown> | undefined)?.[STRENGTH];
  return Number(wished ?? parameter.default) > 0;
}
