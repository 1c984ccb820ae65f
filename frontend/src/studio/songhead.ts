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
    showLinksOf(composition?.id);
    const state = isEdited(piece) ? "Changed since the last save" : "Saved";
    saveState.textContent = composition ? state : "";
  });
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Links that lead on with a song that is on the site; which there are, the site knows. */
function showLinksOf(id: string | undefined): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-of-song]")) {
    link.hidden = !id;
    if (id) link.href = (link.dataset.ofSong ?? "").replace(NO_ID, encodeURIComponent(id));
  }
}
