/** Play, tempo, counter, loop and the playhead that the roll follows. */
import { changeTempo } from "../music/edits.ts";
import { beatTicks, meterAt, placeAt, qpm, tempoAt } from "../music/time.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { ticksShown } from "../pianoroll/view.ts";
import { sound } from "../playback/sound.ts";
import { placeWords } from "../music/words.ts";
import { say } from "./messages.ts";
import { byId } from "./page.ts";
import type { Studio } from "./studio.ts";

export function bindTransport(studio: Studio, roll: PianoRoll): void {
  const tempo = byId<HTMLInputElement>("tempo");
  const meter = byId("meter");
  let following = true;
  tempo.addEventListener("change", () => {
    const wished = Math.min(300, Math.max(20, Number(tempo.value) || 120));
    tempo.value = String(wished);
    studio.apply(
      changeTempo(studio.song, studio.player.tick, wished),
      "Change tempo",
      studio.selection,
    );
  });
  roll.addEventListener("scrolled", () => (following = !studio.player.playing));
  studio.on(["song"], () => {
    if (document.activeElement !== tempo)
      tempo.value = String(Math.round(qpm(tempoAt(studio.song, studio.player.tick)) * 10) / 10);
    const { numerator, denominator } = meterAt(studio.song, 0);
    meter.textContent = `${numerator}/${denominator}`;
  });
  studio.on(["transport"], () => {
    if (!studio.player.playing) return showPlace(studio, roll, false);
    following = true;
    const follow = (): void => {
      showPlace(studio, roll, following);
      if (studio.player.playing) requestAnimationFrame(follow);
    };
    follow();
    return undefined;
  });
  studio.on(["loop"], () => roll.update({ loop: studio.looping ? studio.loop : null }));
}

/** Starts or stops; `countIn` in beats. */
export async function togglePlay(studio: Studio): Promise<void> {
  if (studio.player.playing) return studio.player.pause();
  await sound.wake();
  studio.player.play();
}

export function goTo(studio: Studio, tick: number): void {
  studio.player.seek(tick);
  studio.emit("transport");
}

export function toggleLoop(studio: Studio): void {
  const { song, loop } = studio;
  const bar = beatTicks(meterAt(song, 0)) * meterAt(song, 0).numerator;
  const region = loop ?? { start: 0, end: Math.max(bar, Math.ceil(studio.player.end / bar) * bar) };
  studio.setLoop(region, !studio.looping);
  say(
    studio.looping
      ? `Loop from bar ${placeAt(song, region.start).bar} to bar ${placeAt(song, region.end).bar}`
      : "Loop off",
  );
}

/** The keyboard's way to what dragging on the ruler does. */
export function setLoopEdge(studio: Studio, edge: "start" | "end"): void {
  const beat = beatTicks(meterAt(studio.song, 0));
  const here = Math.round(studio.player.tick / beat) * beat;
  const { start = 0, end = Math.max(studio.player.end, here + beat) } = studio.loop ?? {};
  const loop =
    edge === "start"
      ? { start: here, end: Math.max(end, here + beat) }
      : { start: Math.min(start, here - beat), end: here };
  if (loop.start < 0) return;
  studio.setLoop(loop, true);
  say(`Loop from ${placeWords(studio.song, loop.start)} to ${placeWords(studio.song, loop.end)}`);
}

function showPlace(studio: Studio, roll: PianoRoll, following: boolean): void {
  const tick = studio.player.tick;
  const { bar, beat } = placeAt(studio.song, tick);
  const counter = byId("counter");
  const text = `${bar}:${beat}`;
  if (counter.textContent !== text) {
    counter.textContent = text;
    counter.classList.toggle("downbeat", studio.player.playing && beat === 1);
    counter.classList.toggle("beat", studio.player.playing && beat !== 1);
  }
  if (!studio.player.playing) counter.classList.remove("downbeat", "beat");
  const { view } = roll.state;
  const shown = ticksShown(view);
  if (following && (tick > view.scrollTick + shown * 0.9 || tick < view.scrollTick)) {
    roll.update({ view: { ...view, scrollTick: Math.max(0, tick - shown * 0.1) } });
  }
  roll.update({ playhead: tick });
}
