/** MIDI files are read by a worker of this page, without one by the site; scores by the site. */
import { upload } from "../api.ts";
import { checkSize } from "../midifile/header.ts";
import type { Imported } from "../midifile/imported.ts";
import type { FileAnswer, FileQuestion } from "../midifile/questions.ts";
import { Refused } from "../midifile/refusing.ts";
import { isScore } from "../midifile/scorefile.ts";
import { bundleUrl } from "../playback/bundle.ts";

export class FileReading {
  private worker: Worker | null;
  private before: Promise<unknown> = Promise.resolve();

  constructor() {
    this.worker = newWorker(() => (this.worker = null));
  }

  /** One file after the other. Throws `Refused`, or an `ApiError` where the site was asked. */
  read(file: File): Promise<Imported> {
    const mine = this.before.then(() => this.readNow(file));
    this.before = mine.catch(() => null);
    return mine;
  }

  private async readNow(file: File): Promise<Imported> {
    const bytes = await file.arrayBuffer();
    if (isScore(new Uint8Array(bytes))) return readByTheSite(file);
    checkSize(file.size);
    const answer = this.worker && (await ask(this.worker, { bytes, name: file.name }));
    if (!answer) return readByTheSite(file);
    if ("imported" in answer) return answer.imported;
    throw new Refused(answer.code, answer.sentence);
  }
}

const readByTheSite = (file: File): Promise<Imported> =>
  upload<Imported>("compositions/import/", file);

/** Started with the page, so that it is there when the line is gone. */
function newWorker(failed: () => void): Worker | null {
  try {
    const worker = new Worker(new URL("./midifile-worker.js", bundleUrl()), { type: "module" });
    worker.addEventListener("error", failed);
    return worker;
  } catch {
    return null; // a browser without workers that are modules
  }
}

/** Null when the worker fails. */
function ask(worker: Worker, question: FileQuestion): Promise<FileAnswer | null> {
  return new Promise((answered) => {
    worker.onmessage = ({ data }: MessageEvent<FileAnswer>) => answered(data);
    worker.onerror = () => answered(null);
    worker.postMessage(question);
  });
}
