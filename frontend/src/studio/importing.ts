/** MIDI files: by button or dropped anywhere, read by the server, shown before anything changes. */
import { type Imported, upload } from "../api.ts";
import { instrumentName } from "../music/instruments.ts";
import { fromDocument, type Song } from "../music/song.ts";
import { clockText } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { explain, notice, say } from "./messages.ts";
import { byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

const MOST_BYTES = 1_000_000;
const ALL = "all";

export function bindImport(studio: Studio, opened: () => void): { choose(): void } {
  const input = byId<HTMLInputElement>("import-file");
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = ""; // the same file may be chosen again
    if (file) void take(studio, file, opened);
  });
  bindDrop((file) => void take(studio, file, opened));
  return { choose: () => input.click() };
}

function bindDrop(dropped: (file: File) => void): void {
  const veil = byId("drop-veil");
  const holdsFile = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    dropped(file);
  });
}

async function take(studio: Studio, file: File, opened: () => void): Promise<void> {
  if (file.size > MOST_BYTES) {
    notice(
      "bad",
      "This file is larger than 1 MB, which no song of 20,000 notes needs. Nothing was " +
        "changed. Try exporting fewer tracks.",
    );
    return;
  }
  say("Reading the file");
  try {
    const imported = await upload<Imported>("compositions/import/", file);
    preview(studio, imported, file.name.replace(/\.midi?$/i, ""), opened);
  } catch (error) {
    explain(error);
  }
}

function preview(studio: Studio, imported: Imported, fileName: string, opened: () => void): void {
  const { summary } = imported;
  const dialog = byId<HTMLDialogElement>("import-dialog");
  const title = summary.title || fileName;
  byId("import-title").textContent = title;
  byId("import-facts").textContent = [
    clockText(summary.seconds),
    plural(summary.bars, "bar"),
    plural(summary.notes, "note"),
    plural(summary.tracks.length, "track"),
  ].join(" · ");
  byId("import-remarks").replaceChildren(...remarks(imported));
  byId("import-tracks").replaceChildren(...choices(imported));
  const form = byId<HTMLFormElement>("import-form");
  form.onsubmit = () => {
    const chosen = new FormData(form).get("track");
    const song = fromDocument(imported.document);
    const kept = chosen === ALL ? song : onlyTrack(song, Number(chosen));
    studio.open(kept, title.slice(0, 200), { origin: { kind: "imported" } }, `Import ${title}`);
    say(`${title} is open`);
    opened();
  };
  byId<HTMLButtonElement>("import-cancel").onclick = () => dialog.close();
  dialog.showModal();
}

/** What of the file is not in the song, and what is not as it was. */
function remarks({ summary: { dropped, changed } }: Imported): HTMLElement[] {
  return [...changed, ...dropped].map(({ message }) => make("li", {}, message));
}

function onlyTrack(song: Song, index: number): Song {
  return { ...song, tracks: song.tracks.filter((_, at) => at === index) };
}

function choices({ summary }: Imported): HTMLElement[] {
  const options = summary.tracks.filter((track) => track.notes > 0);
  const melody = summary.melody_track;
  const whole = choice(
    ALL,
    "The whole song",
    `${plural(options.length, "track")} as they are`,
    true,
  );
  if (options.length === 1) return [whole];
  const single = options.map((track) => {
    const words = `${instrumentName(track)}, ${plural(track.notes, "note")}${track.index === melody ? " — the most melodic" : ""}`;
    return choice(
      String(track.index),
      `Only track ${track.index + 1}${track.name ? `: ${track.name}` : ""}`,
      words,
      false,
    );
  });
  return [whole, ...single];
}

function choice(value: string, label: string, detail: string, checked: boolean): HTMLElement {
  const radio = make("input", { type: "radio", name: "track", value });
  radio.checked = checked;
  return make(
    "label",
    { class: "choice" },
    radio,
    make(
      "span",
      {},
      make("strong", {}, label),
      make("span", { class: "quiet-text" }, ` ${detail}`),
    ),
  );
}
