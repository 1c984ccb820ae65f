/** The drawer where a model joins in: a card each, one slider in front, progress that can be cancelled, a new take. */
import { ApiError, type Job, list as whole, type ModelCard, newKey, post } from "../api.ts";
import { editsOf, othersOf } from "../music/replay.ts";
import { fromDocument, type Song, toDocument } from "../music/song.ts";
import { Drafts } from "./drafts.ts";
import { followJob } from "./jobs.ts";
import { explain, notice, say } from "./messages.ts";
import { button, byId, make, remember, remembered } from "./page.ts";
import { parameterForm } from "./parameters.ts";
import type { Studio } from "./studio.ts";

const ANNOUNCED = [0, 25, 50, 75, 100]; // percent

const madeBy = (job: Job, input: Song, title: string) =>
  ({ name: title, origin: { kind: "generated", job: job.id }, seed: job.seed, input }) as const;

export class Generating {
  private readonly studio: Studio;
  private cards: readonly ModelCard[] = [];
  private chosen: ModelCard | null = null;
  private form: ReturnType<typeof parameterForm> | null = null;
  private running: string | null = null; // id of the job
  private announced = -1;
  private readonly drafts: Drafts;

  constructor(studio: Studio) {
    this.studio = studio;
    this.drafts = new Drafts(studio);
    byId<HTMLButtonElement>("cancel-job").onclick = () => void this.cancel();
    studio.on(["song"], () => this.refresh());
  }

  get busy(): boolean {
    return this.running !== null;
  }

  async load(): Promise<void> {
    const list = byId("models");
    try {
      this.cards = await whole<ModelCard>("models/");
    } catch {
      list.replaceChildren(make("p", { class: "empty" }, "The models did not load. Everything else works; ", button("try again", {}, () => void this.load())));
      return;
    }
    if (this.cards.length === 0) list.replaceChildren(make("p", { class: "empty" }, "No model is installed on this site yet."));
    else list.replaceChildren(...this.cards.map((card) => this.card(card)));
    const first = this.cards[0];
    if (first) this.choose(first);
  }

  /** Asks the chosen model; the result becomes a take. */
  async run(): Promise<void> {
    const { studio, chosen, form } = this;
    if (!chosen || !form || this.running) return;
    if (studio.isEmpty) {
      notice("plain", "There is nothing to play along with yet. Take a melody, play one, or draw a few notes first.");
      return;
    }
    const input = studio.own;
    const seed = byId<HTMLInputElement>("seed").value.trim();
    const wish = {
      technique: chosen.technique,
      model: chosen.name,
      document: toDocument(input),
      parameters: form.values(),
      ...(seed === "" ? {} : { seed: Number(seed) }),
    };
    try {
      this.announced = -1;
      this.progress(0, "Sending your song", null);
      const job = await post<Job>("generation-jobs/", wish, newKey());
      if (job) await this.follow(job.id, input, chosen.title);
    } catch (error) {
      this.rest();
      explain(error);
    }
  }

  /** Takes up a job that was under way when the page was left. */
  async resume(): Promise<void> {
    const left = remembered<{ id: string; title: string } | null>("job", null);
    if (!left) return;
    try {
      await this.follow(left.id, this.studio.own, left.title);
    } catch {
      this.rest(); // gone, or made in another session
    }
  }

  private async follow(id: string, input: Song, title: string): Promise<void> {
    this.running = id;
    remember("job", { id, title });
    this.refresh();
    try {
      const offline = (): void => this.progress(0, "You are offline. The model goes on; we look again.", null);
      const job = await followJob(id, (now) => this.show(now, input, title), offline);
      this.rest();
      this.end(job, input, title);
      this.drafts.close();
    } catch (error) {
      this.rest();
      this.drafts.close();
      throw error;
    }
  }

  private end(job: Job, input: Song, title: string): void {
    const { studio } = this;
    if (job.state === "cancelled") return say("Cancelled. Your song is as it was.");
    if (job.state !== "done" || !job.result) {
      notice("bad", `${job.error?.message ?? "The model did not finish."} Your song is safe.`, button("Try again", {}, () => void this.run()));
      return;
    }
    const song = fromDocument(job.result.document);
    const { recipe } = job.result;
    const made = madeBy(job, input, title);
    const take = studio.addTake({ ...made, song, edits: editsOf(recipe) });
    const others = othersOf(song, recipe).map((other) => studio.addTake({ ...made, song: other, edits: [] }));
    studio.audition(take);
    const last = others.at(-1);
    const [which, are] = last ? [`Takes ${take.number} to ${last.number}`, "are"] : [`Take ${take.number}`, "is"];
    say(`${which} ${are} ready. You now see and hear ${last ? `take ${take.number}` : "it"}. Press 0 for your own; Keep makes a take your song.`);
    notice(
      "good",
      `${which} by ${title} ${are} ready. Space plays it, the full stop key switches between yours and the take.`,
      button("Keep it", {}, () => studio.keep(others.find((each) => each === studio.heard) ?? take)),
      button("Another take", {}, () => void this.run()),
    );
  }

  private async cancel(): Promise<void> {
    if (!this.running) return;
    try {
      await post(`generation-jobs/${this.running}/cancel/`, {});
      byId("job-stage").textContent = "Stopping";
    } catch (error) {
      if (error instanceof ApiError) explain(error);
    }
  }

  private show(job: Job, input: Song, title: string): void {
    const waiting = job.state === "queued" ? `Waiting for a free model${job.place ? `, ${job.place} before you` : ""}` : job.stage || "Working";
    this.progress(job.progress, waiting, job.seconds_left);
    if (job.draft) this.drafts.offer({ ...madeBy(job, input, title), song: fromDocument(job.draft), edits: [] });
  }

  private progress(fraction: number, stage: string, secondsLeft: number | null): void {
    byId("job").hidden = false;
    const bar = byId<HTMLProgressElement>("job-progress");
    bar.value = fraction;
    const left = secondsLeft !== null && secondsLeft >= 1 ? `, about ${Math.ceil(secondsLeft)} s left` : "";
    byId("job-stage").textContent = `${stage}${left}`;
    const step = ANNOUNCED.findLast((percent) => percent <= fraction * 100) ?? 0;
    if (step <= this.announced) return;
    this.announced = step;
    say(`${step} percent. ${stage}`);
  }

  private rest(): void {
    this.running = null;
    remember("job", null);
    byId("job").hidden = true;
    this.refresh();
  }

  private card(card: ModelCard): HTMLElement {
    const radio = make("input", { type: "radio", name: "model", value: card.name });
    radio.addEventListener("change", () => this.choose(card));
    return make(
      "label",
      { class: "choice model" },
      radio,
      make("span", {}, make("strong", {}, card.title), make("span", { class: "quiet-text" }, ` ${card.description}`)),
    );
  }

  private choose(card: ModelCard): void {
    this.chosen = card;
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="model"]')) radio.checked = radio.value === card.name;
    this.form = parameterForm(card, this.studio);
    byId("main-parameter").replaceChildren(this.form.main);
    byId("more-parameters").replaceChildren(this.form.more);
    this.refresh();
  }

  private refresh(): void {
    const act = byId<HTMLButtonElement>("generate");
    const seconds = this.chosen?.expected_seconds;
    const time = seconds ? ` (about ${Math.max(1, Math.round(seconds))} s)` : "";
    act.textContent = this.busy ? "The model is playing…" : `Make a take${time}`;
    act.setAttribute("aria-disabled", String(this.busy || !this.chosen));
  }
}
