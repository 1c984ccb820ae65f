/** A part that shows what was made beforehand: it waits for the file, and says so. */
import { make } from "../making.ts";
import { Part } from "./part.ts";

const WAIT = "One moment: the music is on its way.";
const LOST = "The music did not come. Check that you are online, then try again.";

export abstract class Fetched<Content> extends Part {
  protected content: Content | null = null;

  protected build(): void {
    const told = make("p", { class: "told", role: "status", text: WAIT });
    this.replaceChildren(told);
    this.bring(this.dataset["source"] ?? "").then(
      (content) => {
        this.content = content;
        this.replaceChildren();
        this.fill(content);
        this.showAll();
      },
      () => {
        told.textContent = LOST;
        const click = (): void => this.build();
        this.append(make("button", { class: "button", text: "Try again", click }));
      },
    );
  }

  /** Fetches what it shows. */
  protected abstract readonly bring: (address: string) => Promise<Content>;

  /** Puts in what is in it, once the file is there. */
  protected abstract fill(content: Content): void;

  /** Shows what is chosen. */
  protected abstract tell(content: Content): void;

  protected showAll(): void {
    if (this.content) this.tell(this.content);
  }
}
