/** Play, tempo, counter, loop and the playhead that the roll follows. */
import { changeTempo } from "../music/edits.ts";
import { beatTicks, meterAt, placeAt, qpm, tempoAt } from "../music/time.ts";
import { placeWords } from "../music/words.ts";
import { setLoop, toggleMetronome } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { followPlayhead } from "./following.ts";
import type { Loop } from "./state.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<Elements, "roll" | "tempo" | "meter" | "counter">;

export function bindTransport(studio: Studio, page: Places): void {
  const { roll } = page;
  bindTempo(studio, page);
  studio.on(["transport"], () => {
    if (!studio.player.playing) return showPlace(studio, page);
    const follow = (): void => {
      showPlace(studio, page);
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

function bindTempo(studio: Studio, { tempo, meter }: Pick<Elements, "tempo" | "meter">): void {
  tempo.addEventListener("change", () => {
    const wished = Math.min(300, Math.max(20, Number(tempo.value) || 120));
    tempo.value = String(wished);
    const song = changeTempo(studio.song, studio.player.tick, wished);
    studio.apply(song, "Change tempo", studio.state.selection);
  });
  studio.on(["song"], () => {
    const now = qpm(tempoAt(studio.song, studio.player.tick));
    if (document.activeElement !== tempo) tempo.value = String(Math.round(now * 10) / 10);
    const { numerator, denominator } = meterAt(studio.song, 0);
    meter.textContent = `${numerator}/${denominator}`;
  });
}

// Where Play was pressed and the sound is not there yet; pressed again, it is taken back.
const starting = new WeakSet<Studio>();

/** Starts or stops. */
export async function togglePlay(studio: Studio): Promise<void> {
  const { player } = studio;
  if (player.playing) return player.pause();
  if (starting.delete(studio)) return undefined;
  starting.add(studio);
  const awake = await studio.wake();
  if (starting.delete(studio) && awake) player.play();
  return undefined;
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
