/** What the parts of the Transformer's capsule share: they wait for its trace. */
import { type Trace, traceAt } from "../attention/trace.ts";
import { make } from "../making.ts";
import { Part } from "./part.ts";

const WAIT = "One moment: the music is on its way.";
const LOST = "The music did not come. Check that you are online, and load the page again.";

export abstract class Traced extends Part {
  protected trace: Trace | null = null;

  protected build(): void {
    const told = make("p", { class: "told", role: "status", text: WAIT });
    this.append(told);
    traceAt(this.dataset["source"] ?? "").then(
      (trace) => {
        this.trace = trace;
        this.replaceChildren();
        this.fill(trace);
        this.showAll();
      },
      () => (told.textContent = LOST),
    );
  }

  /** Puts in what is in it, once the trace is there. */
  protected abstract fill(trace: Trace): void;

  /** Shows what is chosen. */
  protected abstract tell(trace: Trace): void;

  protected showAll(): void {
    if (this.trace) this.tell(this.trace);
  }
}
