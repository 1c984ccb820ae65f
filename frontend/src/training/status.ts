/** The head of a run's page: how it stands, how far it is, and whether the site can be reached. */
import { announce } from "../site/copying.ts";
import { clockOf, spentText } from "./durations.ts";
import type { Known } from "./known.ts";
import { standingOf } from "./standing.ts";

export class Status {
  private readonly root: HTMLElement;
  private at = new Date(); // when it was told last
  private badge = "";
  private told: number | null = null; // events

  constructor(root: HTMLElement) {
    this.root = root;
  }

  show(known: Known): void {
    const { run } = known;
    const { badge, kind, headline, sentence } = standingOf(known);
    this.at = new Date();
    const label = this.part("badge");
    label.textContent = badge;
    label.className = `badge ${kind}`;
    label.dataset["state"] = run.state;
    this.write("headline", headline);
    this.write("sentence", sentence);
    this.part<HTMLProgressElement>("progress").value = run.progress;
    this.showFacts(known);
    this.showLatest(known);
    if (this.badge && badge !== this.badge) announce(`${badge}. ${sentence}`);
    this.badge = badge;
  }

  reached(yes: boolean): void {
    const words = `Connection lost: shown as of ${clockOf(this.at)}. It goes on by itself.`;
    const place = this.part("connection");
    if (yes && place.textContent) announce("The connection is back.");
    if (yes || !place.textContent) place.textContent = yes ? "" : words;
  }

  gone(): void {
    this.part("connection").textContent =
      "This run is not here any more: it was deleted, or is not shared with you now.";
  }

  /** The last thing that happened, for who does not look further down. */
  private showLatest({ events }: Known): void {
    const last = events.at(-1);
    const place = this.part("latest");
    place.hidden = !last;
    if (last) this.write("latest", `Last: ${last.words}`);
    const news = last && this.told !== null && this.told !== events.length;
    if (news) announce(last.words);
    this.told = events.length;
  }

  private showFacts({ run, curves }: Known): void {
    const epochs = run.epochs_all ? `${run.epochs_done} of ${run.epochs_all}` : run.epochs_done;
    const steps = Math.max(0, ...curves.map((curve) => curve.steps));
    const facts = [
      `${epochs} epochs`,
      ...(steps ? [`${steps.toLocaleString()} steps`] : []),
      ...(run.seconds ? [`${spentText(run.seconds)} spent`] : []),
    ];
    this.part("facts").replaceChildren(
      ...facts.map((fact) => {
        const span = document.createElement("span");
        span.textContent = fact;
        return span;
      }),
    );
  }

  private write(name: string, text: string): void {
    const part = this.part(name);
    if (part.textContent !== text) part.textContent = text;
  }

  private part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.root.querySelector<E>(`[data-${name}]`) as E;
  }
}
