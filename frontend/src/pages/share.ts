/** The page of one song, and the player in other people's pages. */
import { bindComments } from "../comments/panel.ts";
import type { SongPlayer } from "../player/element.ts";
import { PlayTeller } from "../plays/telling.ts";
import { partOf } from "../site/choosing.ts";
import { awaitPart } from "../site/coming.ts";
import { announce } from "../site/copying.ts";
import { eachPage } from "../site/eachpage.ts";
import "../shareplayer/element.ts";

eachPage(() => {
  const player = document.querySelector("share-player");
  let waited = false;
  player?.addEventListener("waiting", () => (waited = true));
  player?.addEventListener("ready", () => {
    if (waited) announce("The recording is ready.");
  });
  // Until there is a recording the notes can be heard from the built-in instruments, which are a
  // larger download.
  const notes = player?.querySelector<SongPlayer>("song-player");
  if (player && notes) void import("../player/element.ts").then(() => tellNotes(player, notes));
  followSoundCloud();
  bindComments();
});

/** Plays of the notes count as those of the recording, for which they stand in. */
function tellNotes(player: Element, notes: SongPlayer): void {
  const teller = new PlayTeller(player.getAttribute("plays") ?? "", () => ({
    now: notes.currentTime,
    sounding: !notes.paused,
  }));
  for (const event of ["play", "pause", "ended"])
    notes.addEventListener(event, () => teller.changed());
}

/** A song on its way to SoundCloud: its step, and what comes of it, without a new page. */
function followSoundCloud(): void {
  const part = document.getElementById("soundcloud");
  if (!part?.hasAttribute("data-comes")) return;
  const ask = async (): Promise<HTMLElement | null> => {
    const fresh = document.hidden ? null : await fetched();
    const stage = fresh?.querySelector(".stage");
    if (stage) part.querySelector(".stage")?.replaceChildren(...stage.childNodes);
    return fresh;
  };
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  void awaitPart(part, "SoundCloud has answered.", { ask, pause });
}

async function fetched(): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(location.pathname);
    return answer.ok ? partOf(await answer.text(), "soundcloud") : null;
  } catch {
    return null; // it is asked for again
  }
}
