/** Small unrest is taken out of a curve, and how far its singer is from the tuning fork. */

const REACH = 2; // frames to each side
const SWING = 9; // frames to each side: a vibrato goes up and down once
const NEAR = 1.5; // semitones: farther off is another note
const STEADY = 0.08; // semitones between two frames
const AGREED = 0.3; // of 1: how much the fractions of all pitches must agree

/** The median of each frame's neighbours; a frame without a tone stays one. */
export function smoothed(pitches: Float32Array): Float32Array {
  return pitches.map((pitch, frame) => {
    if (Number.isNaN(pitch)) return pitch;
    const near = pitches.subarray(Math.max(0, frame - REACH), frame + REACH + 1);
    const tones = [...near].filter((each) => !Number.isNaN(each)).sort((a, b) => a - b);
    return tones[Math.floor(tones.length / 2)] ?? pitch;
  });
}

/** Semitones, from -0.5 to 0.5, by which the whole is sharp or flat; 0 where nothing agrees. */
export function tuningOf(pitches: Float32Array): number {
  let [across, up, count] = [0, 0, 0];
  const even = evened(pitches);
  for (let frame = 1; frame < even.length; frame += 1) {
    const pitch = even[frame] ?? Number.NaN;
    if (!(Math.abs(pitch - (even[frame - 1] ?? Number.NaN)) < STEADY)) continue;
    across += Math.cos(2 * Math.PI * pitch);
    up += Math.sin(2 * Math.PI * pitch);
    count += 1;
  }
  const agreement = Math.hypot(across, up) / Math.max(1, count);
  return agreement > AGREED ? Math.atan2(up, across) / (2 * Math.PI) : 0;
}

/** Without the vibrato; NaN where a tone does not last, for there its pitch is not told. */
const evened = (pitches: Float32Array): Float32Array =>
  pitches.map((pitch, frame) => {
    const around = pitches.subarray(Math.max(0, frame - SWING), frame + SWING + 1);
    const mean = around.reduce((sum, each) => sum + each, 0) / around.length;
    const isWhole = around.length === 2 * SWING + 1;
    return isWhole && around.every((each) => Math.abs(each - pitch) < NEAR) ? mean : Number.NaN;
  });
