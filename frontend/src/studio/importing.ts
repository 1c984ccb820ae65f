/** Files of music: by button or dropped anywhere, read, and shown before anything changes. */
import type { Imported } from "../midifile/imported.ts";
import { Refused } from "../midifile/refusing.ts";
import { instrumentName } from "../music/instruments.ts";
import { fromDocument, type Song } from "../music/song.ts";
import { clockText } from "../music/time.ts";
import { plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { FileReading } from "./filereader.ts";
import { isRecording } from "./humming/opening.ts";
import { explain } from "./messages.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

const ALL = "all";

type Places = Pick<
  Elements,
  | "importFile"
  | "dropVeil"
  | "importDialog"
  | "importForm"
  | "importTitle"
  | "importFacts"
  | "importRemarks"
  | "importTracks"
  | "importCancel"
>;

/** Returns what opens the chooser of files. A recording goes to `hum`. */
export function bindImport(
  studio: Studio,
  page: Places,
  opened: () => void,
  hum: (file: File) => void,
): () => void {
  const { importFile, importCancel, importDialog } = page;
  const files = new FileReading();
  const take = async (file: File): Promise<void> => {
    if (isRecording(file)) return hum(file);
    const imported = await read(studio, files, file);
    if (imported) preview(studio, page, imported, opened);
  };
  importFile.addEventListener("change", () => {
    const file = importFile.files?.[0];
    importFile.value = ""; // the same file may be chosen again
    if (file) void take(file);
  });
  importCancel.onclick = () => importDialog.close();
  bindDrop(page.dropVeil, (file) => void take(file));
  return () => importFile.click();
}

function bindDrop(veil: HTMLElement, dropped: (file: File) => void): void {
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

/** Null where it cannot be read, which is said. */
async function read(studio: Studio, files: FileReading, file: File): Promise<Imported | null> {
  const { messages } = studio;
  messages.say("Reading the file");
  try {
    return await files.read(file);
  } catch (error) {
    if (error instanceof Refused) messages.notice("bad", error.message);
    else explain(messages, error);
    return null;
  }
}

function preview(
  studio: Studio,
  page: Places,
  imported: Imported,
  opened: () => void,
): void {
  const title = imported.summary.title || "Untitled song";
  page.importTitle.textContent = title;
  page.importFacts.textContent = facts(imported);
  page.importRemarks.replaceChildren(...remarks(imported));
  page.importTracks.replaceChildren(...choices(imported));
  page.importForm.onsubmit = () => {
    const chosen = new FormData(page.importForm).get("track");
    const song = fromDocument(imported.document);
    const kept = chosen === ALL ? song : onlyTrack(song, Number(chosen));
    const from = { origin: { kind: "imported" } } as const;
    studio.open(kept, title, from, `Import ${title}`);
    studio.messages.say(`${title} is open`);
    opened();
  };
  page.importDialog.showModal();
}

function facts({ summary }: Imported): string {
  const { seconds, bars, notes, tracks } = summary;
  const counts = [plural(bars, "bar"), plural(notes, "note"), plural(tracks.length, "track")];
  return [clockText(seconds), ...counts].join(" · ");
}

/** What of the file is not in the song, and what is not as it was. */
function remarks({ summary: { dropped, changed } }: Imported): HTMLElement[] {
  return [...changed, ...dropped].map(({ message }) => make("li", {}, message));
}

function onlyTrack(song: Song, index: number): Song {
  return { ...song, tracks: song.tracks.filter((_, at) => at === index) };
}

function choices({ summary }: Imported): HTMLElement[] {
  const { tracks, melody_track: melody } = summary;
  const options = tracks.filter((track) => track.notes > 0);
  const all = options.length === 1 ? "1 track" : `${options.length} tracks as they are`;
  const whole = choice(ALL, "The whole song", all, true);
  if (options.length === 1) return [whole];
  const single = options.map((track) => {
    const { index, name, notes } = track;
    const most = index === melody ? " — the most melodic" : "";
    const words = `${instrumentName(track)}, ${plural(notes, "note")}${most}`;
    return choice(String(index), `Only track ${index + 1}${name ? `: ${name}` : ""}`, words, false);
  });
  return [whole, ...single];
}

function choice(value: string, label: string, detail: string, checked: boolean): HTMLElement {
  const radio = make("input", { type: "radio", name: "track", value });
  radio.checked = checked;
  const words = make("span", { class: "quiet-text" }, ` ${detail}`);
  const both = make("span", {}, make("strong", {}, label), words);
  return make("label", { class: "choice" }, radio, both);
}
