/**
 * Stands in for stb-vorbis, which only fonts with compressed samples (.sf3) need: it would compile
 * WebAssembly on the page,
 * which our content security policy refuses. build.ts does the same to the worklet.
 */
export class StbVorbis {
  static readonly ready = Promise.resolve();

  static decode(): never {
    throw new Error("fonts with compressed samples are not supported: use an .sf2 file");
  }
}
