/**
 * What makes sound: the scheduler and the keyboards know this interface and nothing of Web Audio.
 */

export type Message =
  | {
      readonly type: "on";
      readonly channel: number;
      readonly pitch: number;
      readonly velocity: number;
    }
  | { readonly type: "off"; readonly channel: number; readonly pitch: number }
  | {
      readonly type: "program";
      readonly channel: number;
      readonly program: number;
      readonly drums: boolean;
    }
  | { readonly type: "volume"; readonly channel: number; readonly value: number } // 0-127
  | { readonly type: "pan"; readonly channel: number; readonly value: number } // 0-127
  | { readonly type: "click"; readonly accent: boolean };

/** What other machines keep time by: 24 pulses to a quarter while it plays, as in MIDI. */
export type Pulse =
  | { readonly type: "begin"; readonly tick: number }
  | { readonly type: "pulse" }
  | { readonly type: "cease" };

export interface Output {
  /** Seconds on the clock that `at` is given in. */
  now(): number;
  send(message: Message, at: number): void;
  /** Ends every note that sounds. */
  silence(): void;
  /**
   * Takes back what tracks and the metronome were to do later than `after` (seconds). What fingers
   * play stays.
   */
  flush(after: number): void;
  keepTime?(pulse: Pulse, at: number): void;
}

// Behind the 64 tracks a song may have: what fingers play is never muted by a track.
export const LIVE_CHANNEL = 64;
export const CLICK_CHANNEL = 65;
export const VOLUME = 7; // MIDI controllers
export const PAN = 10;
