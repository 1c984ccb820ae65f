/** The music studio: the only place where its rooms are wired together. */
import "../keyboard/element.ts";
import "../pianoroll/element.ts";
import type { KeyboardNote, SongKeyboard } from "../keyboard/element.ts";
import { GRID_STEPS } from "../music/grid.ts";
import { emptySong } from "../music/song.ts";
import type { PianoRoll, RollEdit } from "../pianoroll/element.ts";
import { sound } from "../playback/sound.ts";
import { LIVE_CHANNEL } from "../playback/output.ts";
import { begin, type Opening, openShelved, tellOther } from "../studio/begin.ts";
import { bindCoach } from "../studio/coach.ts";
import { bindDevices } from "../studio/devices.ts";
import { Drafting } from "../studio/draft.ts";
import { bindDraftList } from "../studio/draftlist.ts";
import { quantise } from "../studio/editing.ts";
import { bindEventList } from "../studio/eventlist.ts";
import { bindFocus } from "../studio/focus.ts";
import { Generating } from "../studio/generating.ts";
import { bindHands } from "../studio/hands.ts";
import { bindImport } from "../studio/importing.ts";
import { bindInspector } from "../studio/inspector.ts";
import { bindMelodies } from "../studio/melodies.ts";
import { say } from "../studio/messages.ts";
import { byId, make, remember, remembered } from "../studio/page.ts";
import { Recording } from "../studio/recording.ts";
import { Saving } from "../studio/saving.ts";
import { bindShortcutCard, makeCommands } from "../studio/shortcuts.ts";
import { Studio } from "../studio/studio.ts";
import { bindTakes } from "../studio/takes.ts";
import { bindToolbars } from "../studio/toolbars.ts";
import { bindTracks } from "../studio/tracks.ts";
import { bindTransport, goTo } from "../studio/transport.ts";

const AUDITION_SECONDS = 0.35;

const studio = new Studio();
const roll = byId<PianoRoll>("roll");
const keyboard = byId<SongKeyboard>("keyboard");
const recording = new Recording(studio, roll, () => quantise(studio));
const drafting = new Drafting(studio);
const saving = new Saving(studio, drafting);
const handsDown = bindHands();
const generating = new Generating(studio, () => recording.running || handsDown());

function opened(): void {
  byId<HTMLDetailsElement>("start").open = false;
  const { onset: tick = 0, pitch = 60 } = studio.current?.notes[0] ?? {};
  roll.update({ cursor: { tick, pitch } });
  roll.fit();
  roll.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

function bindRoll(): void {
  const on = <T>(name: string, act: (detail: T) => void): void =>
    roll.addEventListener(name, (event) => act((event as CustomEvent<T>).detail));
  on<RollEdit>("edit", ({ song, notes, label }) => studio.apply(song, label, notes));
  on<readonly []>("selection", (notes) => studio.select(notes));
  on<number>("seek", (tick) => goTo(studio, tick));
  on<Studio["loop"]>("loop", (loop) => studio.setLoop(loop, true));
  on<string>("say", say);
  on<{ pitch: number; velocity: number }>("audition", ({ pitch, velocity }) =>
    audition(pitch, velocity),
  );
  studio.on(["song", "track"], () => roll.update({ song: studio.song, track: studio.track }));
  studio.on(["selection"], () => roll.update({ selection: new Set(studio.selection) }));
}

function audition(pitch: number, velocity: number): void {
  if (studio.player.playing) return;
  void sound.wake();
  const { program = 0, drums = false, volume = 100 } = studio.current ?? {};
  const at = sound.now();
  sound.send({ type: "program", channel: LIVE_CHANNEL, program, drums }, at);
  sound.send({ type: "volume", channel: LIVE_CHANNEL, value: volume }, at);
  sound.send({ type: "on", channel: LIVE_CHANNEL, pitch, velocity }, at);
  sound.send({ type: "off", channel: LIVE_CHANNEL, pitch }, at + AUDITION_SECONDS);
}

function bindKeyboard(): void {
  const held = new Set<number>();
  keyboard.addEventListener("noteon", (event) => {
    const note = (event as CustomEvent<KeyboardNote>).detail;
    held.add(note.pitch);
    recording.on(note);
    roll.update({ lit: new Set(held) });
  });
  keyboard.addEventListener("noteoff", (event) => {
    const note = (event as CustomEvent<KeyboardNote>).detail;
    held.delete(note.pitch);
    recording.off(note);
    roll.update({ lit: new Set(held) });
  });
  studio.on(["track", "song"], () => {
    keyboard.program = studio.current?.program ?? 0;
    keyboard.drums = studio.current?.drums ?? false;
  });
}

function bindSwitches(refresh: () => void): void {
  const keys = byId<HTMLInputElement>("play-with-keys");
  const apply = (): void => {
    keyboard.toggleAttribute("computer-keys", keys.checked);
    remember("play-with-keys", keys.checked);
    refresh();
  };
  keys.checked = remembered("play-with-keys", true);
  keys.addEventListener("change", apply);
  apply();
  const grid = byId<HTMLSelectElement>("grid");
  grid.append(...GRID_STEPS.map(({ label, ticks }) => make("option", { value: ticks }, label)));
  grid.value = String(studio.grid);
  grid.addEventListener("change", () => {
    studio.grid = Number(grid.value);
    roll.update({ grid: studio.grid });
  });
  const countIn = byId<HTMLSelectElement>("count-in-bars");
  countIn.addEventListener("change", () => (studio.countInBars = Number(countIn.value)));
  byId("add-track").addEventListener("click", () =>
    studio.addTrack({ name: `Track ${studio.song.tracks.length + 1}` }),
  );
  byId("generate").addEventListener("click", () => void generating.run());
}

function startEmpty(): void {
  studio.open(emptySong(), "", { origin: { kind: "edited" } }, "Start over");
  opened();
  byId<HTMLDetailsElement>("start").open = true;
}

async function start(): Promise<void> {
  const presets = bindMelodies(studio, opened);
  const parts: Opening = { studio, drafting, saving, generating, presets, opened, startEmpty };
  bindDraftList(drafting, (shelved) => {
    openShelved(parts, shelved);
    opened();
  });
  drafting.onOther((key) => tellOther(parts, key));
  const models = generating.load();
  await begin(parts);
  byId<HTMLDetailsElement>("start").open = studio.isEmpty;
  roll.fit();
  await Promise.all([presets, models]);
}

bindRoll();
bindKeyboard();
const commands = makeCommands({
  studio,
  roll,
  recording,
  generating,
  saving,
  chooseFile: bindImport(studio, opened).choose,
});
commands.lettersPlay = () => byId<HTMLInputElement>("play-with-keys").checked;
bindTransport(studio, roll);
bindTracks(studio);
bindTakes(studio);
bindInspector(studio);
bindEventList(studio);
bindDevices(keyboard);
bindCoach(studio);
bindShortcutCard(commands);
commands.bind(byId("studio"));
bindToolbars(byId("studio"));
bindFocus(byId("studio"), roll);
bindSwitches(() => commands.refresh());
studio.on(["song", "selection", "transport", "loop", "takes", "mixer"], () => commands.refresh());
sound.addEventListener("state", () => (byId("sound-state").textContent = soundWords()));
byId("studio").hidden = false;

function soundWords(): string {
  if (sound.state === "loading") return "Instruments are loading; simple sounds until then";
  if (sound.state === "failed") return "The instruments did not load: simple sounds";
  return "";
}

/**
 * For tests and the curious, in the browser's console: `level()` is the loudness at the output now
 * (RMS, 0 is silence),
 * `state()` what the studio holds.
 */
declare global {
  interface Window {
    chartbusters: { level(): number; state(): Record<string, unknown> };
  }
}
window.chartbusters = {
  level: () => sound.level(),
  state: () => ({
    sound: sound.state,
    playing: studio.player.playing,
    tick: studio.player.tick,
    title: studio.title,
    notes: studio.song.tracks.map((track) => track.notes.length),
    takes: studio.takes.length,
    heard: studio.heard?.number ?? 0,
    undo: studio.undoLabel,
  }),
};

await start();
