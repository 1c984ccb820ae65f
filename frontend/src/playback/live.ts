/** What fingers play and what the mouse tries out, on a channel that no track mutes. */
import { LIVE_CHANNEL, type Output } from "./output.ts";

export interface Voice {
  readonly program: number; // General MIDI
  readonly drums: boolean;
  readonly volume?: number; // 0-127; what it was before where nothing is said
}

/** Begins a note now. */
export function strike(output: Output, voice: Voice, pitch: number, velocity: number): void {
  const { program, drums, volume } = voice;
  const at = output.now();
  const channel = LIVE_CHANNEL;
  output.send({ type: "program", channel, program, drums }, at);
  if (volume !== undefined) output.send({ type: "volume", channel, value: volume }, at);
  output.send({ type: "on", channel, pitch, velocity }, at);
}

/** Ends it; `at` in seconds of the output's clock. */
export function damp(output: Output, pitch: number, at: number): void {
  output.send({ type: "off", channel: LIVE_CHANNEL, pitch }, at);
}
