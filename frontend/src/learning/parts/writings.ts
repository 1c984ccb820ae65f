/** <learn-bytes>, <learn-tokens>: a tune as MIDI and as tokens. */
import { writeMidi } from "../../midifile/writing.ts";
import { DEFAULT_TEMPO_US } from "../../music/song.ts";
import { pitchLabel } from "../../music/words.ts";
import { hex, type Piece, piecesOf } from "../bytes.ts";
import { make } from "../making.ts";
import { headRows, headWords, noteRows, type Row } from "../tokens.ts";
import { notesOf, songOf, type Tune } from "../tune.ts";
import { define, Part } from "./part.ts";

const TEMPO = 60e6 / DEFAULT_TEMPO_US; // quarters a minute
const PIANO = 0;

abstract class Writing extends Part {
  protected build(): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(this.shelf);
  }

  protected showAll(): void {
    this.replaceChildren(this.written(this.shelf.tune));
  }

  protected abstract written(tune: Tune): HTMLElement;
}

/** A box that may be wider or longer than the page, and can be pushed by keys. */
const box = (label: string, ...inside: Node[]): HTMLElement =>
  make("div", { class: "writing", tabindex: 0, role: "group", "aria-label": label }, ...inside);

class LearnBytes extends Writing {
  protected written(tune: Tune): HTMLElement {
    const file = writeMidi(songOf(notesOf(tune, { joined: true })));
    const list = make("ol", { class: "plain bytes" }, ...piecesOf(file).map(line));
    const words = `${file.length} bytes. Orders to press and let go are marked.`;
    return make("div", {}, make("p", { class: "meta", text: words }), box("MIDI bytes", list));
  }
}

const line = ({ bytes, words, sounds }: Piece): HTMLElement =>
  make(
    "li",
    { class: sounds ? "sounds" : undefined },
    make("code", { text: hex(bytes) }),
    make("span", { text: words }),
  );

const HEADS = ["", "beats later", "24th", "track", "key", "beats long", "24ths", "loudness"];

class LearnTokens extends Writing {
  protected written(tune: Tune): HTMLElement {
    const notes = noteRows(notesOf(tune, { joined: true }));
    const rows = [...headRows(TEMPO, PIANO), ...notes].map(tokenRow);
    const head = HEADS.map((text) => (text ? make("th", { scope: "col", text }) : make("td")));
    const table = make(
      "table",
      { class: "tokens" },
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...rows),
    );
    const count = `${rows.length} tokens of seven numbers.`;
    const words = `${count} The table of ones and zeros always has 208.`;
    return make("div", {}, make("p", { class: "meta", text: words }), box("Tokens", table));
  }
}

function tokenRow(row: Row): HTMLElement {
  const words = headWords(row) ?? pitchLabel(row[3]);
  const cells = row.map((text) => make("td", { text: String(text) }));
  return make("tr", {}, make("th", { scope: "row", text: words }), ...cells);
}

define("learn-bytes", LearnBytes);
define("learn-tokens", LearnTokens);
