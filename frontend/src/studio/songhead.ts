/** The head of the studio: the title, whether the song is saved, and the way into a challenge. */
import { enterUrl, enterWords } from "./bound.ts";
import { setTitle } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { isEdited } from "./piece.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<Elements, "title" | "saveState" | "enterChallenge">;

export function bindSongHead(studio: Studio, page: Places, challenge: string | null): void {
  const { title, saveState, enterChallenge } = page;
  if (challenge) enterChallenge.textContent = enterWords(challenge);
  title.addEventListener("input", () => studio.change(setTitle, title.value));
  studio.on(["song", "saved"], () => {
    const { piece } = studio.state;
    const { composition } = piece;
    if (document.activeElement !== title) title.value = piece.title;
    enterChallenge.hidden = !composition;
    if (composition) enterChallenge.href = enterUrl(composition, challenge);
    const state = isEdited(piece) ? "Changed since the last save" : "Saved";
    saveState.textContent = composition ? state : "";
  });
}
