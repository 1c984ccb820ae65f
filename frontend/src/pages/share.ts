/** The page of one song, and the player in other people's pages. */
import { bindComments } from "../comments/panel.ts";
import type { SongPlayer } from "../player/element.ts";
import { PlayTeller } from "../plays/telling.ts";
import { announce } from "../site/copying.ts";
import { eachPage } from "../site/eachpage.ts";
import { followSoundCloud } from "../site/soundcloud.ts";
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
