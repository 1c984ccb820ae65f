/** The first page: melodies that play at one click anywhere on their tile, and a piano. */
import { announce } from "../site/copying.ts";
import { eachPage } from "../site/eachpage.ts";
import type { KeyboardNote } from "../keyboard/element.ts";
import "../keyboard/element.ts";
import type { SongDocument } from "../music/song.ts";
import { pitchName } from "../music/words.ts";
import { SongPlayer } from "../player/element.ts";

eachPage(() => {
  const documents = JSON.parse(
    document.getElementById("melody-documents")?.textContent ?? "{}",
  ) as Record<string, SongDocument>;
  for (const player of document.querySelectorAll<SongPlayer>("song-player[data-melody]")) {
    const song = documents[player.dataset["melody"] ?? ""];
    if (song) bindMelody(player, song);
  }
});

function bindMelody(player: SongPlayer, song: SongDocument): void {
  const tile = player.closest(".melody");
  player.document = song;
  player.addEventListener("play", () => tile?.classList.add("sounding"));
  player.addEventListener("pause", () => tile?.classList.remove("sounding"));
  tile?.addEventListener("click", (event) => {
    const inner = event.target instanceof Element ? event.target.closest("a, song-player") : null;
    if (!inner) void player.toggle(); // the player and the link do their own
  });
}

let told = false;
addEventListener("noteon", (event) => {
  const { pitch } = (event as CustomEvent<KeyboardNote>).detail;
  const played = document.getElementById("played");
  if (played) played.textContent = `You just played ${pitchName(pitch)}.`;
  if (!told) announce("Z and X move the keys by an octave.");
  told = true;
});
