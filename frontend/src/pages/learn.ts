/** The capsules: their parts, questions, and how far one has come. */
import { bindQuestions } from "../learning/asking.ts";
import { doneKept } from "../learning/kept.ts";
import { account, handOver, showCounts, showDone, stepDone } from "../learning/progress.ts";
import { bring } from "../learning/registry.ts";

void bring(document);

const signedIn = document.querySelector("script[data-signed-in]") !== null;
const me = account(signedIn);

showDone(document, doneKept());
showCounts(document, doneKept());
void handOver(me);

const step = document.querySelector<HTMLElement>("article.step");
if (step) {
  const { capsule = "", step: name = "" } = step.dataset;
  const done = (): void => {
    void stepDone(me, capsule, name);
    showDone(document, { [capsule]: [name] });
  };
  bindQuestions(step, capsule, done);
  document.querySelector("[data-onward]")?.addEventListener("click", done);
}

const print = document.querySelector<HTMLButtonElement>("button[data-print]");
print?.removeAttribute("hidden");
print?.addEventListener("click", () => globalThis.print());
