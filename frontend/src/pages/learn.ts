/** The capsules: their parts, questions, and how far one has come. */
import { bindQuestions } from "../learning/asking.ts";
import { answeredFirst, bringAlong, classroom, tell } from "../learning/classroom.ts";
import { doneKept, withDone } from "../learning/kept.ts";
import { account, handOver, showCounts, showDone, stepDone } from "../learning/progress.ts";
import { bring } from "../learning/registry.ts";

void bring(document);

const signedIn = document.querySelector("script[data-signed-in]") !== null;
const me = account(signedIn);
const mine = classroom(document.querySelector("script[data-seated]") !== null);

showDone(document, doneKept());
showCounts(document, doneKept());
bringAlong(document, doneKept());
void handOver(me);

const step = document.querySelector<HTMLElement>("article.step");
if (step) {
  const { capsule = "", step: name = "" } = step.dataset;
  const done = (): void => {
    void tell(mine, withDone(doneKept(), capsule, name));
    void stepDone(me, capsule, name);
    showDone(document, { [capsule]: [name] });
  };
  bindQuestions(step, capsule, done, (question, choice) => answeredFirst(mine, question, choice));
  document.querySelector("[data-onward]")?.addEventListener("click", done);
}

if (document.getElementById("class-table")) {
  void import("../learning/classtable.ts").then(({ followClass }) => followClass());
}

const print = document.querySelector<HTMLButtonElement>("button[data-print]");
print?.removeAttribute("hidden");
print?.addEventListener("click", () => globalThis.print());
