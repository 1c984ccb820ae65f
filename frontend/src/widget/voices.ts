/** The two ways in which a song of an embedded player sounds: its recording, or its notes. */
import type { SongPlayer } from "../player/element.ts";
import type { SharePlayer } from "../shareplayer/element.ts";
import { EVENTS, type EventName } from "./wire.ts";

/** Seconds and shares; `follow` calls for each thing that happens to it. */
export interface Voice {
  readonly paused: boolean;
  readonly ended: boolean;
  readonly ready: boolean;
  readonly duration: number;
  readonly loaded: number;
  position: number;
  volume: number;
  play(): Promise<void>;
  pause(): void;
  follow(tell: (event: EventName) => void): void;
}

const RECORDED: Readonly<Record<string, EventName>> = {
  play: EVENTS.PLAY,
  pause: EVENTS.PAUSE,
  seeked: EVENTS.SEEK,
  ended: EVENTS.FINISH,
  timeupdate: EVENTS.PLAY_PROGRESS,
  progress: EVENTS.LOAD_PROGRESS,
};
const NOTED: Readonly<Record<string, EventName>> = {
  play: EVENTS.PLAY,
  pause: EVENTS.PAUSE,
  ended: EVENTS.FINISH,
  progress: EVENTS.PLAY_PROGRESS,
};

export function recordingVoice(player: SharePlayer): Voice {
  const { sound } = player;
  return {
    get paused() {
      return sound.paused;
    },
    get ended() {
      return sound.ended;
    },
    get ready() {
      return Boolean(sound.src);
    },
    get duration() {
      return player.duration;
    },
    get loaded() {
      const { buffered } = sound;
      return buffered.length ? buffered.end(buffered.length - 1) : 0;
    },
    get position() {
      return sound.currentTime;
    },
    set position(seconds) {
      sound.currentTime = seconds;
    },
    get volume() {
      return sound.volume;
    },
    set volume(share) {
      sound.volume = share;
    },
    play: () => sound.play(),
    pause: () => sound.pause(),
    follow: (tell) => follow(sound, RECORDED, tell),
  };
}

export function notesVoice(player: SongPlayer): Voice {
  let told: (event: EventName) => void = () => undefined;
  return {
    get paused() {
      return player.paused;
    },
    get ended() {
      return player.duration > 0 && player.currentTime >= player.duration;
    },
    get ready() {
      return player.duration > 0;
    },
    get duration() {
      return player.duration;
    },
    get loaded() {
      return player.duration; // the notes came whole
    },
    get position() {
      return player.currentTime;
    },
    set position(seconds) {
      player.currentTime = seconds;
      told(EVENTS.SEEK);
    },
    get volume() {
      return player.gain;
    },
    set volume(share) {
      player.gain = share;
    },
    play: () => player.play(),
    pause: () => player.pause(),
    follow: (tell) => {
      told = tell;
      follow(player, NOTED, tell);
    },
  };
}

function follow(
  from: EventTarget,
  names: Readonly<Record<string, EventName>>,
  tell: (event: EventName) => void,
): void {
  for (const [heard, event] of Object.entries(names))
    from.addEventListener(heard, () => tell(event));
  from.addEventListener("error", () => tell(EVENTS.ERROR));
}
