/** What the build changes in the synthesizer's audio worklet: four places, each looked up. */

interface Queued {
  readonly message: ArrayLike<number>;
  readonly channelOffset: number;
  readonly time: number; // seconds
}

/** Told to the worklet: notes later than `after` are not played, but for those of one channel. */
export interface Flush {
  readonly type: "flush";
  readonly after: number; // seconds
  readonly spared: number; // the channel that fingers play on
}

/** The events that stay. Runs in the worklet, so it knows nothing around it. */
export function staying(queue: readonly Queued[], { after, spared }: Flush): Queued[] {
  return queue.filter(({ message, channelOffset, time }) => {
    const [status = 0] = Array.from(message);
    const isNote = (status & 0xe0) === 0x80;
    return !isNote || time <= after || channelOffset + (status & 15) === spared;
  });
}

/** Raises when the processor is another than the one this was written for. */
export function changedProcessor(source: string): string {
  return withoutSourceMap(withArrivals(withFlush(withoutWebAssembly(source))));
}

/**
 * The processor waits for a decoder of compressed samples. Ours come decoded (`src/instruments`),
 * and our content security policy refuses to compile it here.
 */
function withoutWebAssembly(source: string): string {
  const decoder = 'static ready=(async()=>{let e="atob"';
  return replaced(source, decoder, 'static ready=(async()=>{return;let e="atob"');
}

/** It keeps a queue of what is to come, and knows no way to take something back. */
function withFlush(source: string): string {
  const handler = 'handleMessage(e){if(e.type==="startOfflineRender")';
  const queue = "this.synthesizer.synthCore.eventQueue";
  const flush = `if(e.type==="flush"){${queue}=(${staying.toString()})(${queue},e);return}`;
  return replaced(source, handler, handler.replace("{", `{${flush}`));
}

/**
 * Instruments come one by one, while others sound. It would begin anew with each: every channel
 * would lose its instrument, its loudness and its notes.
 */
function withArrivals(source: string): string {
  const begin = "this.callEvent(\"presetListChange\",A),this.getDefaultPresets();";
  const again = "if(this.begun)return;this.begun=this.soundBankManager.soundBankList.length>0;";
  return replaced(source, begin, begin + again);
}

/**
 * Its source map is four times its size, and static-file hashing refuses a reference to a file that
 * is not there.
 */
function withoutSourceMap(source: string): string {
  return source.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n");
}

function replaced(source: string, before: string, after: string): string {
  const parts = source.split(before);
  if (parts.length !== 2)
    throw new Error(`spessasynth_processor.min.js has changed: look for ${before}`);
  return parts.join(after);
}
