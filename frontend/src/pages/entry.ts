/** The page of an entry whose score is still worked out: it comes by itself. */
import { partOf } from "../site/choosing.ts";
import { awaitPart } from "../site/coming.ts";

const part = document.getElementById("report");

async function ask(): Promise<HTMLElement | null> {
  if (document.hidden) return null; // nobody looks
  try {
    const answer = await fetch(location.pathname);
    return answer.ok ? partOf(await answer.text(), "report") : null;
  } catch {
    return null; // it is asked for again
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

if (part) void awaitPart(part, "The score has come.", { ask, pause });
