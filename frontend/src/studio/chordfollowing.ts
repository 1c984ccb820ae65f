/** Whether the chosen model follows the chords that somebody wrote: told in the drawer. */
import type { ModelCard } from "../api.ts";
import type { Song } from "../music/song.ts";
import type { Wish } from "./models.ts";

const STRENGTH = "follow_chords"; // the parameter of bands; 0 is not at all
const ALWAYS = ["arcnn"]; // the choir has no such parameter (techniques/arcnn/song_chords.py)

export function followsChords(
  { chords }: Song,
  card: ModelCard | null,
  wish: Pick<Wish, "parameters"> | null,
): boolean {
  if (!card || chords.length === 0) return false;
  if (ALWAYS.includes(card.technique)) return true;
  const parameter = card.parameters.find(({ name }) => name === STRENGTH);
  if (!parameter) return false;
  const wished = (wish?.parameters as Record<string, unknown> | undefined)?.[STRENGTH];
  return Number(wished ?? parameter.default) > 0;
}
