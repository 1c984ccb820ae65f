/** What the owner of a run does with it: pause, resume, end, cancel, and take its best epoch. */
import { ApiError, post } from "../api.ts";
import { announce } from "../site/copying.ts";
import type { Known } from "./known.ts";
import { actsOf } from "./standing.ts";

export class Acts {
  private readonly root: HTMLElement;
  private readonly run: string;
  private readonly done: () => void;
  private busy = false;

  constructor(root: HTMLElement, run: string, done: () => void) {
    [this.root, this.run, this.done] = [root, run, done];
    for (const form of this.forms)
      form.addEventListener("submit", (event) => {
        if (form.dataset["act"] === "model") return; // the studio comes
        event.preventDefault();
        void this.act(form.dataset["act"] ?? "");
      });
  }

  show(known: Known): void {
    const open = actsOf(known);
    const focused = this.forms.find((form) => form.contains(document.activeElement));
    for (const form of this.forms) form.hidden = !open.includes(form.dataset["act"] ?? "");
    // What had the focus is gone: it goes to what takes its place.
    if (focused?.hidden) this.forms.find((form) => !form.hidden)?.querySelector("button")?.focus();
  }

  private get forms(): HTMLFormElement[] {
    return [...this.root.querySelectorAll<HTMLFormElement>("form[data-act]")];
  }

  private async act(name: string): Promise<void> {
    if (this.busy || !(await this.asked(name))) return;
    this.busy = true;
    this.trouble("");
    try {
      await post(`training-runs/${this.run}/${name}/`, {});
    } catch (error) {
      this.trouble(error instanceof ApiError ? error.message : "That did not work. Try again.");
    } finally {
      this.busy = false;
      this.done();
    }
  }

  /** What takes something away is asked first. */
  private asked(name: string): Promise<boolean> {
    const dialog = this.root.querySelector<HTMLDialogElement>(`dialog[data-ask="${name}"]`);
    if (!dialog) return Promise.resolve(true);
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((answered) =>
      dialog.addEventListener("close", () => answered(dialog.returnValue === "yes"), {
        once: true,
      }),
    );
  }

  private trouble(words: string): void {
    const place = this.root.querySelector<HTMLElement>("[data-trouble]");
    if (!place) return;
    place.hidden = !words;
    place.textContent = words;
    if (words) announce(words);
  }
}
