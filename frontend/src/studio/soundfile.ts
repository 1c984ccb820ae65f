/** The song as a WAV file, made here and as one hears it, with the share that is done. */
import { fetchPiece } from "../instruments/fetching.ts";
import { instrumentsOf } from "../instruments/names.ts";
import { noteCount, type Song, songEnd, toDocument } from "../music/song.ts";
import { clockText, secondsAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { bundleUrl } from "../playback/bundle.ts";
import type { SoundAnswer, SoundQuestion } from "../rendering/questions.ts";
import { RATE } from "../rendering/rate.ts";
import { wavBytes } from "../rendering/wav.ts";
import type { Elements } from "./elements.ts";
import { fileName, saveFile } from "./exporting.ts";
import type { Messages } from "./messages.ts";
import { audible, type Mixer } from "./mixer.ts";
import { noticeForNow } from "./passing.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<
  Elements,
  "soundDialog" | "soundTitle" | "soundFacts" | "soundProgress" | "soundShare" | "soundCancel"
>;

const NO_INSTRUMENTS =
  "The instruments cannot be loaded, and without them there is no sound. Your song is safe; try " +
  "again when you are connected, or export MIDI.";
const NOT_MADE =
  "The WAV could not be made in this browser. Your song is safe; try again when you are " +
  "connected, or export MIDI.";
const NOTHING = "There is nothing to hear yet: place a note, or let a track sound.";
const QUARTER = 25; // per cent between two things that are said

/** Returns what makes the file of the song as it is then. */
export function bindSoundFile(studio: Studio, page: Places): () => void {
  const { soundDialog, soundCancel } = page;
  let worker: Worker | null = null;
  soundDialog.addEventListener("close", () => {
    worker?.terminate();
    worker = null;
  });
  soundCancel.onclick = () => {
    soundDialog.close();
    studio.messages.say("No file was made");
  };
  return () => {
    const song = heardSong(studio.song, studio.state.mixer);
    if (noteCount(song) === 0) return noticeForNow(studio, "plain", NOTHING);
    const name = fileName(studio.state.piece.title, "wav");
    announce(page, name, soundFacts(song, studio.song));
    worker = new Worker(new URL("./rendering-worker.js", bundleUrl()), { type: "module" });
    const fail = failing(studio.messages, page);
    listen(worker, page, name, { fail, say: (words) => studio.messages.say(words) });
    return void ask(worker, song).catch(() => fail(NO_INSTRUMENTS));
  };
}

/** Instruments are fetched by the page: what it has kept for when there is no line is its own. */
async function ask(worker: Worker, song: Song): Promise<void> {
  const names = instrumentsOf(song.tracks);
  const pieces = await Promise.all(names.map((name) => fetchPiece(name)));
  const byName = new Map(names.map((name, at) => [name, pieces[at] as ArrayBuffer]));
  const question: SoundQuestion = { document: toDocument(song), pieces: byName };
  worker.postMessage(question, pieces);
}

/** The tracks that sound, as the mixer has them. */
export function heardSong(song: Song, mixer: Mixer): Song {
  const sounds = audible(mixer, song);
  return { ...song, tracks: song.tracks.filter((_, index) => sounds(index)) };
}

/** How long and how large the file will be, and what is not in it. */
export function soundFacts(song: Song, whole: Song): string {
  const seconds = secondsAt(song, songEnd(song));
  const megabytes = Math.max(1, Math.round(wavBytes(seconds * RATE) / 1e6));
  const muted = whole.tracks.length - song.tracks.length;
  const facts = [clockText(seconds), "stereo, 44.1 kHz, 16 bit", `about ${megabytes}\u00a0MB`];
  return [...facts, ...(muted ? [`without ${plural(muted, "silent track")}`] : [])].join(" · ");
}

function announce(page: Places, name: string, facts: string): void {
  page.soundTitle.textContent = `Making ${name}`;
  page.soundFacts.textContent = facts;
  show(page, 0);
  page.soundDialog.showModal();
}

function show({ soundProgress, soundShare }: Places, share: number): void {
  const percent = Math.floor(100 * share);
  soundProgress.value = percent;
  const words = `${percent - (percent % QUARTER)} % done`;
  if (soundShare.textContent !== words) soundShare.textContent = words; // spoken
}

const failing =
  (messages: Messages, page: Places) =>
  (words: string): void => {
    if (!page.soundDialog.open) return; // called off
    page.soundDialog.close();
    messages.notice("bad", words);
  };

interface Told {
  fail(words: string): void;
  say(words: string): void;
}

function listen(worker: Worker, page: Places, name: string, { fail, say }: Told): void {
  worker.onerror = () => fail(NOT_MADE);
  worker.onmessage = ({ data }: MessageEvent<SoundAnswer>) => {
    if ("share" in data) return show(page, data.share);
    page.soundDialog.close();
    saveFile(data.file, name);
    return say(`Exported ${name}`);
  };
}
