/** Why a file is not taken: a code for programs, and the sentence the server would say. */

export class Refused extends Error {
  readonly code: string;
  readonly sentence: string;

  constructor(code: string, sentence: string) {
    super(`${sentence} Nothing was changed.`);
    this.code = code;
    this.sentence = sentence;
  }
}

export const broken = (): Refused =>
  new Refused(
    "broken_file",
    "This MIDI file is damaged: its events cannot be read. Export it once more.",
  );
