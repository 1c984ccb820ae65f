/** The page of one song, and the player in other people's pages. */
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
  if (player?.querySelector("song-player")) void import("../player/element.ts");
});
