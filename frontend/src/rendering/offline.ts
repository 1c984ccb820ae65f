/** The SoundFont synthesizer without a clock: a song in, samples out, as fast as it can. */
import { SoundBankLoader, SpessaSynthProcessor } from "spessasynth_core";
import type { Song, Tempo } from "../music/song.ts";
import { microsUntil, secondsAt } from "../music/time.ts";
import { instrumentsOf } from "../instruments/names.ts";
import { type Message, PAN, VOLUME } from "../playback/output.ts";
import { placing, SETUP } from "../playback/room.ts";
import { type Cue, makeTimeline, trackMessages } from "../playback/timeline.ts";
import { RATE } from "./rate.ts";

const QUANTUM = 128; // frames that the synthesizer makes at once, as in an audio worklet
const PIECE = 512 * QUANTUM; // frames handed out at a time
const RINGS = 4; // seconds at most after the last note
const QUIET = 1e-4; // -80 dBFS
const NOBODY = { program: 0, drums: false }; // a synthesizer without any instrument fails
const VOICES = 128; // the oldest give way to more: what bounds the cost of a second

/** The font of one instrument, by its name (`instruments/names.ts`). */
export type FontOf = (instrument: string) => Promise<ArrayBuffer>;

/**
 * Yields stereo samples (frames, 2), interleaved as long as anything rings.
 * Every piece is the same array filled anew: it is used before the next is asked for.
 */
export async function* renderSong(song: Song, fontOf: FontOf): AsyncGenerator<Float32Array> {
  const synth = await makeSynth(song, fontOf);
  while (synth.midiChannels.length < song.tracks.length) synth.createMIDIChannel();
  for (const message of SETUP) synth.systemExclusive([...message]);
  song.tracks.forEach((track, channel) => {
    synth.midiChannels[channel]?.setDrums(track.drums); // the tenth would be drums of itself
    for (const message of trackMessages(track, channel, true)) send(synth, message);
  });
  const { cues, end } = makeTimeline(song);
  const frames = framesOf(song, cues);
  const playhead: Playhead = { frame: 0, cue: 0 };
  const last = Math.round(secondsAt(song, end) * RATE);
  const piece = makePiece();
  do {
    fillPiece(piece, synth, { cues, frames }, playhead);
    yield interleave(piece);
  } while (playhead.frame < last || (playhead.frame < last + RINGS * RATE && !isQuiet(piece)));
}

/** When each cue falls due. The tempo map is walked once for all: it may have as many changes. */
function framesOf(song: Song, cues: readonly Cue[]): Int32Array {
  let micros = 0;
  let index = 0;
  return Int32Array.from(cues, ({ tick }) => {
    for (; (song.tempi[index + 1]?.tick ?? Infinity) <= tick; index += 1) {
      micros += microsUntil((song.tempi[index + 1] as Tempo).tick, song.tempi[index] as Tempo);
    }
    return Math.round(((micros + microsUntil(tick, song.tempi[index] as Tempo)) / 1e6) * RATE);
  });
}

const isQuiet = ({ both }: Piece): boolean => both.every((sample) => Math.abs(sample) < QUIET);

interface Playhead {
  frame: number;
  cue: number; // the next to be sent
}

interface Cues {
  readonly cues: readonly Cue[];
  readonly frames: Int32Array; // of each
}

interface Piece {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly both: Float32Array;
}

const makePiece = (): Piece => ({
  left: new Float32Array(PIECE),
  right: new Float32Array(PIECE),
  both: new Float32Array(2 * PIECE),
});

async function makeSynth({ tracks }: Song, fontOf: FontOf): Promise<SpessaSynthProcessor> {
  const options = { eventsEnabled: false, maxBufferSize: QUANTUM };
  const synth = new SpessaSynthProcessor(RATE, options);
  for (const name of instrumentsOf(tracks.length > 0 ? tracks : [NOBODY])) {
    const font = SoundBankLoader.fromArrayBuffer(await fontOf(name));
    synth.soundBankManager.addSoundBank(font, name);
  }
  synth.setSystemParameter("voiceCap", VOICES);
  await synth.processorInitialized;
  return synth;
}

/** Every message is sent at its very frame: the synthesizer is stopped before each. */
function fillPiece(
  { left, right }: Piece,
  synth: SpessaSynthProcessor,
  { cues, frames }: Cues,
  playhead: Playhead,
): void {
  left.fill(0); // the synthesizer adds to what is there
  right.fill(0);
  let filled = 0;
  while (filled < PIECE) {
    for (; (frames[playhead.cue] ?? Infinity) <= playhead.frame; playhead.cue += 1) {
      send(synth, (cues[playhead.cue] as Cue).message);
    }
    const until = (frames[playhead.cue] ?? Infinity) - playhead.frame;
    const count = Math.min(QUANTUM, PIECE - filled, until);
    synth.process(left, right, filled, count);
    filled += count;
    playhead.frame += count;
  }
}

function interleave({ left, right, both }: Piece): Float32Array {
  for (let frame = 0; frame < PIECE; frame += 1) {
    both[2 * frame] = left[frame] as number;
    both[2 * frame + 1] = right[frame] as number;
  }
  return both;
}

function send(synth: SpessaSynthProcessor, message: Message): void {
  if (message.type === "click") return;
  const { channel } = message;
  if (message.type === "on") synth.noteOn(channel, message.pitch, message.velocity);
  else if (message.type === "off") synth.noteOff(channel, message.pitch);
  else if (message.type === "volume") synth.controllerChange(channel, VOLUME, message.value);
  else if (message.type === "pan") synth.controllerChange(channel, PAN, message.value);
  else {
    synth.programChange(channel, message.drums ? 0 : message.program);
    for (const [controller, value] of placing(message))
      synth.controllerChange(channel, controller, value);
  }
}
