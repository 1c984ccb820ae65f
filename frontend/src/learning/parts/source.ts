/** A part that shows what was made beforehand, once it has been fetched. */
import { make } from "../making.ts";
import { type Content, fetchContent } from "../refill/content.ts";

const AWAY = "What belongs here could not be fetched. Reload the page to try again.";

export abstract class Fetched extends HTMLElement {
  private ended: (() => void)[] = [];
  private begun = false;

  connectedCallback(): void {
    if (this.begun) return;
    this.begun = true;
    const wait = make("p", { class: "meta", text: "Fetching the chorale …" });
    this.append(wait);
    fetchContent(this.dataset["source"] ?? "").then(
      (content) => {
        wait.remove();
        this.build(content);
      },
      () => {
        wait.textContent = AWAY;
        this.begun = false;
      },
    );
  }

  disconnectedCallback(): void {
    for (const end of this.ended) end();
  }

  /** Puts in what is in it; called once. */
  protected abstract build(content: Content): void;

  protected until(end: () => void): void {
    this.ended.push(end);
  }
}
