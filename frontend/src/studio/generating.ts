/**
 * The drawer where a model joins in: a card each, one slider in front, progress that can be
 * cancelled, a new take.
 */
import { ApiError, type Job, list as whole, type ModelCard, newKey, post } from "../api.ts";
import { fromDocument, type Song, toDocument } from "../music/song.ts";
import { Drafts } from "./drafts.ts";
import { followJob } from "./jobs.ts";
import { clearNotice, explain, notice, say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import { parameterForm } from "./parameters.ts";
import { fetchTakes, takesOf } from "./results.ts";
import type { Studio } from "./studio.ts";
import type { RunningJob, Take } from "./take.ts";
import { keepTake } from "./takes.ts";
import { leftWords, stageWords } from "./waiting.ts";

const ANNOUNCED = [0, 25, 50, 75, 100]; // percent

export class Generating {
  private readonly studio: Studio;
  private cards: readonly ModelCard[] = [];
  private chosen: ModelCard | null = null;
  private form: ReturnType<typeof parameterForm> | null = null;
  private sending = false;
  private readonly followed = new Set<string>(); // ids of jobs
  private announced = -1;
  private readonly drafts: Drafts;
  private readonly handsFull: () => boolean;

  /**
   * `handsFull`: whether the person is in the middle of something that a take on show would take
   * away.
   */
  constructor(studio: Studio, handsFull: () => boolean) {
    this.studio = studio;
    this.handsFull = handsFull;
    this.drafts = new Drafts(studio);
    byId<HTMLButtonElement>("cancel-job").onclick = () => void this.cancel();
    studio.topics.after(["leaving"], () => {
      this.drafts.close();
      clearNotice(); // what it offers to keep belongs to the song that goes
    });
    studio.on(["song", "takes"], () => this.refresh());
  }

  get busy(): boolean {
    return this.sending || this.studio.job !== null;
  }

  async load(): Promise<void> {
    const list = byId("models");
    try {
      this.cards = await whole<ModelCard>("models/");
    } catch {
      list.replaceChildren(
        make(
          "p",
          { class: "empty" },
          "The models did not load. Everything else works; ",
          button("try again", {}, () => void this.load()),
        ),
      );
      return;
    }
    if (this.cards.length === 0)
      list.replaceChildren(
        make("p", { class: "empty" }, "No model is installed on this site yet."),
      );
    else list.replaceChildren(...this.cards.map((card) => this.card(card)));
    const first = this.cards[0];
    if (first) this.choose(first);
  }

  /** Asks the chosen model; the result becomes a take. */
  async run(): Promise<void> {
    const { studio, chosen, form } = this;
    if (!chosen || !form || this.busy) return;
    if (studio.isEmpty) {
      notice(
        "plain",
        "There is nothing to play along with yet. Take a melody, play one, or draw a few notes " +
          "first.",
      );
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
    this.sending = true;
    try {
      this.refresh();
      this.progress(0, "Sending your song", null);
      const job = await post<Job>("generation-jobs/", wish, newKey());
      if (job) studio.setJob({ id: job.id, title: chosen.title, input });
    } catch (error) {
      explain(error);
    } finally {
      this.sending = false;
      this.refresh();
    }
    await this.followOwn();
  }

  /** Brings back the takes of a song that was left, and takes up the job that was under way. */
  async restore(): Promise<void> {
    await Promise.all([fetchTakes(this.studio), this.followOwn()]);
  }

  /** Follows the job of the song that is open, if it has one. */
  private async followOwn(): Promise<void> {
    const { job } = this.studio;
    if (!job || this.followed.has(job.id)) return;
    this.followed.add(job.id);
    this.announced = -1;
    try {
      await this.follow(job);
    } catch (error) {
      if (this.isOwn(job.id)) this.rest();
      if (error instanceof ApiError && error.status === 404)
        say("The take that was in the making is not to be found any more.");
      else explain(error);
    } finally {
      this.followed.delete(job.id);
    }
  }

  private async follow({ id, input, title }: RunningJob): Promise<void> {
    const own = (act: () => void) => (): void => (this.isOwn(id) ? act() : undefined);
    const offline = own(() =>
      this.progress(0, "You are offline. The model goes on; we look again.", null),
    );
    const job = await followJob(id, (now) => own(() => this.show(now, input, title))(), offline);
    if (!this.isOwn(id)) {
      if (job.state === "done")
        say(
          `A take by ${title} is ready. It waits with the song that it was made for, among ` +
            "your drafts.",
        );
      return;
    }
    const { listening } = this.drafts;
    const takes = this.studio.layResult(takesOf(job, input, title));
    this.tell(job, takes, listening || (this.studio.own === input && !this.handsFull()), title);
    this.rest();
  }

  private isOwn(id: string): boolean {
    return this.studio.job?.id === id;
  }

  private tell(job: Job, takes: readonly Take[], show: boolean, title: string): void {
    if (job.state === "cancelled") return say("Cancelled. Your song is as it was.");
    const [take] = takes;
    if (!take) {
      notice(
        "bad",
        `${job.error?.message ?? "The model did not finish."} Your song is safe.`,
        button("Try again", {}, () => void this.run()),
      );
      return undefined;
    }
    const last = takes.at(-1) ?? take;
    const ready = (by: string): string =>
      last === take
        ? `Take ${take.number}${by} is ready`
        : `Takes ${take.number} to ${last.number}${by} are ready`;
    say(
      `${ready("")}. ${show ? `You now see and hear take ${take.number}. Press 0 for your own; Keep makes a take your song.` : "Your song stays on show."}`,
    );
    if (show) this.present(ready(` by ${title}`), takes, take);
    else this.offer(ready(` by ${title}`), take);
    return undefined;
  }

  /** The take is on show at once. */
  private present(ready: string, takes: readonly Take[], take: Take): void {
    const { studio } = this;
    studio.audition(take);
    notice(
      "good",
      `${ready}. Space plays it, the full stop key switches between yours and the take.`,
      button("Keep it", {}, () =>
        keepTake(studio, takes.find((each) => each === studio.heard) ?? take),
      ),
      button("Another take", {}, () => void this.run()),
    );
  }

  /** One has gone on with the song: it stays on show, and the take waits beside it. */
  private offer(ready: string, take: Take): void {
    notice(
      "good",
      `${ready}, made from your song as it was when you asked. You are still in your own.`,
      button("Hear it", {}, () => this.studio.audition(take)),
    );
  }

  private async cancel(): Promise<void> {
    const { job } = this.studio;
    if (!job) return;
    try {
      await post(`generation-jobs/${job.id}/cancel/`, {});
      byId("job-stage").textContent = "Stopping";
    } catch (error) {
      if (error instanceof ApiError) explain(error);
    }
  }

  private show(job: Job, input: Song, title: string): void {
    this.progress(job.progress, stageWords(job), job.seconds_left);
    if (!job.draft) return;
    this.drafts.offer({
      name: title,
      origin: { kind: "generated", job: job.id },
      seed: job.seed,
      input,
      song: fromDocument(job.draft),
      edits: [],
      of: 0,
    });
  }

  private progress(fraction: number, stage: string, secondsLeft: number | null): void {
    const bar = byId<HTMLProgressElement>("job-progress");
    bar.value = fraction;
    byId("job-stage").textContent = `${stage}${leftWords(secondsLeft)}`;
    const step = ANNOUNCED.findLast((percent) => percent <= fraction * 100) ?? 0;
    if (step <= this.announced) return;
    this.announced = step;
    say(`${step} percent. ${stage}`);
  }

  private rest(): void {
    this.studio.setJob(null);
    this.drafts.close();
  }

  private card(card: ModelCard): HTMLElement {
    const radio = make("input", { type: "radio", name: "model", value: card.name });
    radio.addEventListener("change", () => this.choose(card));
    return make(
      "label",
      { class: "choice model" },
      radio,
      make(
        "span",
        {},
        make("strong", {}, card.title),
        make("span", { class: "quiet-text" }, ` ${card.description}`),
      ),
    );
  }

  private choose(card: ModelCard): void {
    this.chosen = card;
    for (const radio of document.querySelectorAll<HTMLInputElement>('input[name="model"]'))
      radio.checked = radio.value === card.name;
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
    byId("job").hidden = !this.busy;
    act.setAttribute("aria-disabled", String(this.busy || !this.chosen));
  }
}
