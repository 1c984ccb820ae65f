/**
 * <learn-vote data-queue>: forty listeners and some fans vote on four songs; a slider says how many
 * fans. With `queue` the pairs may be drawn by chance, and the board has its intervals.
 */
import { hearing, type Heard } from "../hearing.ts";
import { make, slider } from "../making.ts";
import { BAR, notesOf } from "../overfit/tunes.ts";
import { songOf, STEP_TICKS } from "../tune.ts";
import * as vote from "../vote/ballots.ts";
import { define, Part } from "./part.ts";

const MOST_FANS = 60; // per cent
const AT_FIRST = { vote: 0, queue: 46 };
const VOTES = 100; // that are drawn anew, for a figure that does not hang on one draw
const HEARD = 4 * BAR; // eighths
const [LOWEST, HIGHEST] = [500, 1500] as const; // points, at the ends of the scale

class LearnVote extends Part {
  private poll: vote.Poll = { fans: 0, queue: false, seed: vote.SEED };
  private readonly heard: Heard[] = vote.SONGS.map(({ title, symbols }) =>
    hearing({ text: "Hear", name: title, small: true }, TURN, () =>
      songOf(notesOf(symbols.slice(0, HEARD)), title),
    ),
  );
  private readonly body = make("tbody");
  private readonly told = make("p", { class: "told" });
  private readonly often = make("p", { class: "told" });

  protected build(): void {
    const value = AT_FIRST[this.asks("queue") ? "queue" : "vote"];
    this.poll = { ...this.poll, fans: value / 100 };
    const { row } = slider(
      "Ballots that come from fans",
      { min: 0, max: MOST_FANS, step: 1, value },
      (share) => `${share} %`,
      (share) => this.change({ fans: share / 100 }),
    );
    const again = make("button", {
      class: "button",
      text: "Draw another vote",
      click: () => this.change({ seed: this.poll.seed + VOTES }),
    });
    const first = make("button", {
      class: "button",
      text: "The first vote",
      click: () => this.change({ seed: vote.SEED }),
    });
    const tools = make("div", { class: "row tools" }, again, first);
    this.append(...(this.asks("queue") ? [this.choosing()] : []), row, this.table(), this.told);
    this.append(this.often, tools);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.forEach(({ deck }) => deck.stop()));
  }

  private change(wish: Partial<vote.Poll>): void {
    this.poll = { ...this.poll, ...wish };
    this.showAll();
  }

  private choosing(): HTMLElement {
    const ways = [
      ["Voters choose what they hear", false],
      ["The queue draws each pair", true],
    ] as const;
    const buttons = ways.map(([text, queue]) =>
      make("button", {
        class: "button",
        text,
        "aria-pressed": String(queue === this.poll.queue),
        click: () => {
          this.change({ queue });
          buttons.forEach((button, at) => (button.ariaPressed = String(ways[at]?.[1] === queue)));
        },
      }),
    );
    const wish = { class: "row tools", role: "group", "aria-label": "Who chooses what is heard" };
    return make("div", wish, ...buttons);
  }

  private table(): HTMLElement {
    const scale = this.asks("queue") ? "rating, and how far it may be off" : "rating";
    const heads = ["rank", "song", "", "ballots won", scale].map((text) =>
      text ? make("th", { scope: "col", text }) : make("td"),
    );
    const table = make("table", { class: "counts ballots" });
    table.append(make("thead", {}, make("tr", {}, ...heads)), this.body);
    return table;
  }

  protected showAll(): void {
    const board = vote.boardOf(vote.ballotsOf(this.poll));
    this.body.replaceChildren(...board.map((each, at) => this.row(each, at + 1)));
    const fans = vote.fansFor(this.poll.fans);
    const crowd = fans === 0 ? "no fans" : fans === 1 ? "1 fan" : `${fans} fans`;
    const first = vote.SONGS[board[0]?.song ?? 0]?.title;
    const parts = [`${vote.LISTENERS} listeners and ${crowd}: ${first} comes first.`];
    if (this.asks("queue")) parts.push(settledWords(board));
    this.told.textContent = parts.join(" ");
    const wins = vote.winsOfFans(this.poll, VOTES);
    const ends = `${VOTES} such votes, each with other listeners and fans`;
    this.often.textContent = `In ${ends}, the fans’ song comes first ${wins} times.`;
  }

  private row({ song, rating, low, high, won, heard }: vote.Standing, rank: number): HTMLElement {
    const { title } = vote.SONGS[song] as { title: string };
    const about = song === vote.FANS_OF ? make("small", { class: "meta", text: "has fans" }) : "";
    const place = make("span", { class: "rating-line", "aria-hidden": "true" }, make("i"));
    const sides = this.asks("queue") ? [low, high] : [rating, rating];
    const names = ["--low", "--high"];
    sides.forEach((side, at) => place.style.setProperty(names[at] as string, shareOf(side)));
    place.style.setProperty("--at", shareOf(rating));
    const off = this.asks("queue") ? ` (${Math.round(low)} to ${Math.round(high)})` : "";
    const heardButton = (this.heard[song] as Heard).button;
    return make(
      "tr",
      {},
      make("td", { text: String(rank) }),
      make("th", { scope: "row" }, title, " ", about),
      make("td", {}, heardButton),
      make("td", {}, `${won} of ${heard}`, narrow(" won")),
      make("td", { class: "rated" }, place, narrow("rating "), `${Math.round(rating)}${off}`),
    );
  }
}

/** Said beside a figure where the table is too narrow for its heads. */
const narrow = (text: string): HTMLElement => make("span", { class: "narrow", text });

const TURN = { ticks: HEARD * STEP_TICKS, columns: HEARD };

const shareOf = (points: number): string =>
  String(Math.min(1, Math.max(0, (points - LOWEST) / (HIGHEST - LOWEST))));

const settledWords = (board: readonly vote.Standing[]): string =>
  vote.isSettled(board)
    ? "Its interval lies above all others: that is settled."
    : "Its interval overlaps another’s: so few ballots do not settle who is first.";

define("learn-vote", LearnVote);
