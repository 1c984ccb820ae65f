/**
 * Stands in for stb-vorbis where the synthesizer asks for it: it would compile WebAssembly on the
 * page, which our content security policy refuses. Instruments are decoded before it sees them, by
 * a worker (`src/instruments/worker.ts`). build.ts does the same to the worklet.
 */
export class StbVorbis {
  static readonly ready = Promise.resolve();

  static decode(): never {
    throw new Error("instruments are decoded before they come here");
  }
}
