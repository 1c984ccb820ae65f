/**
 * A curve cut into stretches of one pitch: of all ways to cut it the one of least cost, where every
 * cut costs. So neither vibrato nor a glide from tone to tone makes notes of its own.
 */

const FAR = 1.1; // semitones: farther away costs no more, a glide is no chain of notes
const FREE = 0.15; // semitones off that cost nothing
const REST_IN_NOTE = 0.35; // a frame without a tone within a note
const TONE_IN_REST = 0.7; // a frame with a tone within a rest

export interface Segment {
  readonly from: number; // frame
  readonly to: number; // frame behind the last
  readonly pitch: number; // MIDI
}

/** `cut` is the cost of going from one pitch to another, or to a rest. */
export function segmentsOf(pitches: Float32Array, cut: number): Segment[] {
  const tones = pitches.filter((pitch) => !Number.isNaN(pitch));
  if (tones.length === 0) return [];
  const low = Math.round(tones.reduce((a, b) => Math.min(a, b)));
  const high = Math.round(tones.reduce((a, b) => Math.max(a, b)));
  const rest = high - low + 1; // the state behind the pitches
  const states = cheapestStates(pitches, { low, rest, cut });
  return runs(states)
    .filter(({ state }) => state !== rest)
    .map(({ from, to, state }) => ({ from, to, pitch: low + state }));
}

interface Costs {
  readonly low: number;
  readonly rest: number;
  readonly cut: number;
}

/** Going elsewhere costs the same from everywhere: its origin is the cheapest of all. */
function cheapestStates(pitches: Float32Array, { low, rest, cut }: Costs): Int32Array {
  const width = rest + 1;
  const from = new Int32Array(pitches.length * width);
  let costs = new Float64Array(width);
  for (const [frame, pitch] of pitches.entries()) {
    const cheapest = costs.indexOf(Math.min(...costs));
    const elsewhere = (costs[cheapest] ?? 0) + cut;
    costs = costs.map((cost, state) => {
      const stays = cost <= elsewhere;
      from[frame * width + state] = stays ? state : cheapest;
      const own = state === rest ? restCost(pitch) : noteCost(pitch, low + state);
      return (stays ? cost : elsewhere) + own;
    });
  }
  return walkBack(from, costs, pitches.length);
}

const restCost = (pitch: number): number => (Number.isNaN(pitch) ? 0 : TONE_IN_REST);

const noteCost = (pitch: number, note: number): number =>
  Number.isNaN(pitch)
    ? REST_IN_NOTE
    : Math.min(FAR, Math.max(0, Math.abs(pitch - note) - FREE));

function walkBack(from: Int32Array, costs: Float64Array, frames: number): Int32Array {
  const states = new Int32Array(frames);
  let state = costs.indexOf(Math.min(...costs));
  for (let frame = frames - 1; frame >= 0; frame -= 1) {
    states[frame] = state;
    state = from[frame * costs.length + state] ?? state;
  }
  return states;
}

function runs(states: Int32Array): { from: number; to: number; state: number }[] {
  const starts = [...states.keys()].filter((frame) => states[frame] !== states[frame - 1]);
  return starts.map((from, index) => ({
    from,
    to: starts[index + 1] ?? states.length,
    state: states[from] ?? 0,
  }));
}
