/** The music studio: the only place where its rooms are wired together. */
import "../keyboard/element.ts";
import "../overview/element.ts";
import "../pianoroll/element.ts";
import "../waterfall/element.ts";
import * as api from "../api.ts";
import { MidiLine } from "../midi/line.ts";
import { undoLabel } from "../music/history.ts";
import { emptySong } from "../music/song.ts";
import { sound } from "../playback/sound.ts";
import { begin, type Opening, openShelved, tellOther } from "../studio/begin.ts";
import { boundFor, keptSearch } from "../studio/bound.ts";
import { bindCalibration } from "../studio/calibration.ts";
import { setCountIn, setRecordManner } from "../studio/changes.ts";
import { bindCoach } from "../studio/coach.ts";
import { bindCommands } from "../studio/commandkeys.ts";
import { allCommands } from "../studio/commandlist.ts";
import type { Manner } from "../studio/commands.ts";
import { bindDevices } from "../studio/devices.ts";
import { Drafting } from "../studio/draft.ts";
import { bindDraftList } from "../studio/draftlist.ts";
import { findElements } from "../studio/elements.ts";
import { bindEventList } from "../studio/eventlist.ts";
import { exportMidi } from "../studio/exporting.ts";
import { bindFocus } from "../studio/focus.ts";
import { bindFollowing } from "../studio/following.ts";
import { Folding } from "../studio/folding.ts";
import { Generating } from "../studio/generating.ts";
import { bindHands } from "../studio/hands.ts";
import { humming } from "../studio/humming/opening.ts";
import { bindImport } from "../studio/importing.ts";
import { bindInspector } from "../studio/inspector.ts";
import { bindInvitation } from "../studio/invitation.ts";
import { browserKeeper } from "../studio/keeper.ts";
import { bindLearning } from "../studio/learning.ts";
import { leaveNotes } from "../studio/leaving.ts";
import { bindMelodies } from "../studio/melodies.ts";
import { bindMenuLines } from "../studio/menulines.ts";
import { pageMessages } from "../studio/messages.ts";
import { bindOffline, browser } from "../studio/offline.ts";
import { remember, remembered } from "../studio/page.ts";
import { bindOverview } from "../studio/overviewing.ts";
import { placePanel } from "../studio/panels.ts";
import { bindPiano } from "../studio/pianobinding.ts";
import { PlayAlong } from "../studio/playalong.ts";
import { Recording } from "../studio/recording.ts";
import { bindRoll, showFromTheStart } from "../studio/rollbinding.ts";
import { type Person, Saving } from "../studio/saving.ts";
import { bindScale } from "../studio/scaling.ts";
import { bindShortcutCard } from "../studio/shortcutcard.ts";
import { bindSongHead } from "../studio/songhead.ts";
import type { RecordManner } from "../studio/state.ts";
import { Studio } from "../studio/studio.ts";
import { bindTakes } from "../studio/takelist.ts";
import { Tidying } from "../studio/tidying.ts";
import { bindToolbars } from "../studio/toolbars.ts";
import { Beat } from "../studio/tempo.ts";
import { bindTracks } from "../studio/tracks.ts";
import { bindTransport } from "../studio/transport.ts";
import { Watching } from "../studio/watching.ts";

const page = findElements(document);
const challenge = boundFor(location.search); // before the address is cleared
const { roll } = page;
const clocks = { now: () => performance.now(), stampOf: (at: number) => sound.stampOf(at) };
const line = new MidiLine(clocks);
const along = new PlayAlong(sound, line);
const studio = new Studio(along, pageMessages(page));
const recording = new Recording(studio, page);
const beat = new Beat(studio, page);
const drafting = new Drafting(studio, browserKeeper(), (text) => {
  page.draftState.textContent = text;
});
const saving = new Saving(studio, drafting, api, person(page.studio.dataset));
const handsDown = bindHands();
const generating = new Generating(studio, page, () => recording.running || handsDown());

function person({ username = "", loginUrl = "", signupUrl = "" }: DOMStringMap): Person {
  const next = `?next=${encodeURIComponent(location.pathname + keptSearch(location.search))}`;
  return { name: username, loginUrl: loginUrl + next, signupUrl: signupUrl + next, challenge };
}

const folding = new Folding(page.studio);

function opened(): void {
  page.start.close();
  showFromTheStart(studio, roll);
}

function startEmpty(): void {
  studio.open(emptySong(), "", { origin: { kind: "edited" } }, "Start over");
  opened();
}

async function start(): Promise<void> {
  const presets = bindMelodies(studio, page, opened);
  const parts: Opening = { studio, drafting, saving, generating, presets, opened, startEmpty };
  bindDraftList(drafting, studio.messages, page, (shelved) => {
    openShelved(parts, shelved);
    opened();
  });
  drafting.onOther((key) => tellOther(parts, key));
  const models = generating.load();
  await begin(parts);
  roll.fit();
  await Promise.all([presets, models]);
}

function bindKeys(toggleTable: () => void): void {
  const { singleKeys, playWithKeys } = page;
  singleKeys.checked = remembered("single-keys", true);
  singleKeys.addEventListener("change", () => remember("single-keys", singleKeys.checked));
  const manner = (): Manner => ({
    lettersPlay: playWithKeys.checked,
    singleKeys: singleKeys.checked,
  });
  const hum = humming(studio, page);
  const commands = allCommands({
    studio,
    roll,
    recording,
    beat,
    generating,
    save: () => saving.save(),
    exportMidi: () => exportMidi(studio),
    chooseFile: bindImport(studio, page, opened, (file) => void hum(file)),
    hum: () => void hum(),
    chooseGrid: () => page.grid.focus(),
    learn: bindLearning(studio, page),
    leaveNotes: () => leaveNotes(page.studio, roll, handsDown()),
    chooseTidy: () => page.tidyPanel.showPopover(),
    chooseMelody: () => page.start.showModal(),
    playOne: () => folding.set("piano", "open"),
    toggleTable,
    showShortcuts: () => page.shortcuts.showModal(),
  });
  bindShortcutCard(commands, page, manner);
  const refresh = bindCommands(commands, page.studio, manner);
  bindPiano(studio, recording, page, refresh);
  const shown = ["song", "selection", "transport", "loop", "metronome", "takes", "mixer"] as const;
  studio.on([...shown, "scale", "follow"], refresh);
}

function bindRecording(): void {
  const { countInBars, recordManner } = page;
  countInBars.addEventListener("change", () => {
    studio.change(setCountIn, Number(countInBars.value));
  });
  recordManner.addEventListener("change", () => {
    studio.change(setRecordManner, recordManner.value as RecordManner);
  });
  bindCalibration(studio, page, (milliseconds) => recording.shift(milliseconds));
}

function soundWords(): string {
  if (sound.state === "loading") return "Instruments are loading; simple sounds until then";
  if (sound.state === "failed") return "The instruments did not load: simple sounds";
  return "";
}

bindRoll(studio, page);
bindOverview(studio, page);
bindScale(studio, page);
placePanel(page.scalePanel);
new Tidying(studio, page);
bindFollowing(studio, page);
bindKeys(bindEventList(studio, page));
bindInvitation(studio, page);
bindTransport(studio, page, () => beat.show());
bindRecording();
bindTracks(studio, page);
const watching = new Watching(studio, page);
bindTakes(studio, page, (take) => watching.open(take));
bindSongHead(studio, page, challenge);
bindInspector(studio, page);
bindDevices(page, { along, line });
bindCoach(studio, page);
bindToolbars(page.studio);
bindMenuLines(page.studio);
bindFocus(page.studio, roll);
sound.addEventListener("state", () => (page.soundState.textContent = soundWords()));
page.studio.hidden = false;
page.loading.hidden = true;

/**
 * For tests and the curious, in the browser's console: `level()` is the loudness at the output now
 * (RMS, 0 is silence), `state()` what the studio holds.
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
    title: studio.state.piece.title,
    notes: studio.song.tracks.map((track) => track.notes.length),
    takes: studio.state.takes.length,
    heard: studio.state.heard?.number ?? 0,
    undo: undoLabel(studio.state.piece.history),
  }),
};

bindOffline(studio.messages, browser());
await start();
