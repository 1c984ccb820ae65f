/** Play, counter, loop and the playhead that the roll follows. */
import { beatTicks, meterAt, placeAt } from "../music/time.ts";
import { placeWords } from "../music/words.ts";
import { setLoop, toggleMetronome } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { followPlayhead } from "./following.ts";
import { noticeForNow } from "./passing.ts";
import type { Loop } from "./state.ts";
import type { Studio } from "./studio.ts";

const EMPTY =
  "There is nothing to play yet. Take a melody, place a note in the grid, or press Record and " +
  "play one.";

type Places = Pick<Elements, "roll" | "counter">;

/** `along` is called as the playhead goes on. */
export function bindTransport(studio: Studio, page: Places, along: () => void): void {
  const { roll } = page;
  studio.on(["transport"], () => {
    if (!studio.player.playing) return showPlace(studio, page);
    const follow = (): void => {
      showPlace(studio, page);
      along();
      if (studio.player.playing) requestAnimationFrame(follow);
    };
    follow();
    return undefined;
  });
  studio.on(["loop"], () => {
    const { loop, looping } = studio.state;
    roll.update({ loop: looping ? loop : null });
  });
}

// Where Play was pressed and the sound is not there yet; pressed again, it is taken back.
const starting = new WeakSet<Studio>();

/** Starts or stops. */
export async function togglePlay(studio: Studio): Promise<void> {
  const { player, messages, song } = studio;
  if (player.playing) {
    player.pause();
    return messages.say(`Stopped at ${placeWords(song, player.tick)}`);
  }
  if (starting.delete(studio)) return undefined;
  if (player.end === 0) return noticeForNow(studio, "plain", EMPTY);
  starting.add(studio);
  const awake = await studio.wake();
  if (!starting.delete(studio) || !awake) return undefined;
  player.play();
  return messages.say(`Playing from bar ${placeAt(song, player.tick).bar}`);
}

export function switchMetronome(studio: Studio): void {
  studio.change(toggleMetronome);
  studio.messages.say(studio.state.metronome ? "Metronome on" : "Metronome off");
}

export function toggleLoop(studio: Studio): void {
  const { song } = studio;
  const { loop, looping } = studio.state;
  const bar = beatTicks(meterAt(song, 0)) * meterAt(song, 0).numerator;
  const end = Math.max(bar, Math.ceil(studio.player.end / bar) * bar);
  const region = loop ?? { start: 0, end };
  studio.change(setLoop, region, !looping);
  const [from, to] = [placeAt(song, region.start).bar, placeAt(song, region.end).bar];
  studio.messages.say(looping ? "Loop off" : `Loop from bar ${from} to bar ${to}`);
}

/** The keyboard's way to what dragging on the ruler does. */
export function setLoopEdge(studio: Studio, edge: "start" | "end"): void {
  const { song, player } = studio;
  const beat = beatTicks(meterAt(song, 0));
  const here = Math.round(player.tick / beat) * beat;
  const { start = 0, end = Math.max(player.end, here + beat) } = studio.state.loop ?? {};
  const loop: Loop =
    edge === "start"
      ? { start: here, end: Math.max(end, here + beat) }
      : { start: Math.min(start, here - beat), end: here };
  if (loop.start < 0) return;
  studio.change(setLoop, loop, true);
  const words = `Loop from ${placeWords(song, loop.start)} to ${placeWords(song, loop.end)}`;
  studio.messages.say(words);
}

function showPlace(studio: Studio, page: Places): void {
  showCounter(studio, page);
  followPlayhead(studio, page.roll);
  page.roll.update({ playhead: studio.player.tick });
}

function showCounter(studio: Studio, { counter }: Pick<Elements, "counter">): void {
  const { bar, beat } = placeAt(studio.song, studio.player.tick);
  const text = `${bar}:${beat}`;
  if (counter.textContent !== text) {
    counter.textContent = text;
    counter.classList.toggle("downbeat", studio.player.playing && beat === 1);
    counter.classList.toggle("beat", studio.player.playing && beat !== 1);
  }
  if (!studio.player.playing) counter.classList.remove("downbeat", "beat");
}
