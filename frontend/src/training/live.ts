/** A run on this page, kept as the site tells it. */
import { ApiError, get } from "../api.ts";
import { follow } from "./asking.ts";
import { keepPass } from "./passes.ts";
import { isOver, type Known, learnt } from "./known.ts";
import type { Answer } from "./told.ts";
import { Waiting } from "./waiting.ts";

export interface Viewer {
  changed(known: Known): void;
  reached(yes: boolean): void;
  gone(): void;
}

/** Follows a run for as long as the page is open; returns what asks at once. */
export function watchRun(run: string, link: string, viewer: Viewer): () => void {
  const waiting = new Waiting();
  let known: Known | null = null;
  let pass = "";
  const ask = async (since: string): Promise<Answer> => {
    const query = new URLSearchParams({ since, pass, link });
    const answer = await get<Answer>(`training-runs/${run}/live/?${query}`);
    pass = answer.pass ?? pass;
    keepPass(run, pass);
    return answer;
  };
  void follow({
    ask,
    told: (news) => {
      known = learnt(known, news);
      viewer.changed(known);
    },
    reached: (yes) => viewer.reached(yes),
    pause: (ms) => waiting.pause(ms),
    hidden: () => document.hidden,
    resting: () => !!known && (isOver(known) || known.run.state === "paused"),
    gone: (error) => {
      const gone = error instanceof ApiError && error.status === 404;
      if (gone) viewer.gone();
      return gone;
    },
  });
  return () => {
    pass = ""; // who has just asked for a change is answered from the database
    waiting.end();
  };
}
