/** What is on its way to SoundCloud, on its own page: its step, and what comes of it. */
import { partOf } from "./choosing.ts";
import { awaitPart } from "./coming.ts";

/** A song, or the playlist of a challenge: without a new page. */
export function followSoundCloud(): void {
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
