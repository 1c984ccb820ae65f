/** The music studio: the only place where its rooms are wired together. */
import "../keyboard/element.ts";
import "../overview/element.ts";
import "../pianoroll/element.ts";
import "../waterfall/element.ts";
import * as api from "../api.ts";
import { MidiLine } from "../midi/line.ts";
import { emptySong } from "../music/song.ts";
import { sound } from "../playback/sound.ts";
import { bindAsking } from "../studio/asking.ts";
import { fetchBeforehand } from "../studio/beforehand.ts";
import * as begins from "../studio/begin.ts";
import { boundFor, keptSearch } from "../studio/bound.ts";
import { Checkpoints } from "../studio/checkpoints.ts";
import { ChordField } from "../studio/chordfield.ts";
import { chooseChordHere } from "../studio/chords.ts";
import { bindCoach } from "../studio/coach.ts";
import { bindCommands } from "../studio/commandkeys.ts";
import { allCommands } from "../studio/commandlist.ts";
import type { Manner } from "../studio/commands.ts";
import { tellConsole } from "../studio/console.ts";
import { bindDevices } from "../studio/devices.ts";
import { Drafting } from "../studio/draft.ts";
import { DraftList } from "../studio/draftlist.ts";
import { bindEarlier } from "../studio/earlier.ts";
import { findElements } from "../studio/elements.ts";
import { bindEventList } from "../studio/eventlist.ts";
import { exportMidi, exportsOf } from "../studio/exporting.ts";
import { bindFocus } from "../studio/focus.ts";
import { Folding } from "../studio/folding.ts";
import { Generating } from "../studio/generating.ts";
import { greet } from "../studio/greeting.ts";
import { bindHands } from "../studio/hands.ts";
import { History } from "../studio/history.ts";
import { humming } from "../studio/humming/opening.ts";
import { bindImport } from "../studio/importing.ts";
import { bindInspector } from "../studio/inspector.ts";
import { bindInvitation } from "../studio/invitation.ts";
import { browserKeeper, browserName, draftChannel } from "../studio/keeper.ts";
import { bindLearning } from "../studio/learning.ts";
import { leaveNotes } from "../studio/leaving.ts";
import { copyLink, pageLinked } from "../studio/linking.ts";
import { type KeptView, viewKept } from "../studio/look.ts";
import { bindMelodies } from "../studio/melodies.ts";
import { bindMenuLines } from "../studio/menulines.ts";
import { pageMessages } from "../studio/messages.ts";
import { bindOffline, browser } from "../studio/offline.ts";
import { remember, remembered } from "../studio/page.ts";
import { bindPiano } from "../studio/pianobinding.ts";
import { PlayAlong } from "../studio/playalong.ts";
import { bindRecordFields } from "../studio/recordfields.ts";
import { Recording } from "../studio/recording.ts";
import { bindRoll, showFromTheStart, showView } from "../studio/rollbinding.ts";
import { bindRollView } from "../studio/rollview.ts";
import { type Person, Saving } from "../studio/saving.ts";
import { bindShortcutCard } from "../studio/shortcutcard.ts";
import { bindShowing } from "../studio/showing.ts";
import { bindSongHead } from "../studio/songhead.ts";
import type { DraftRow } from "../studio/sitedrafts.ts";
import { bindSoundFile } from "../studio/soundfile.ts";
import { Standing } from "../studio/standing.ts";
import { Studio } from "../studio/studio.ts";
import { Syncing } from "../studio/syncing.ts";
import { Tabs } from "../studio/tabs.ts";
import { bindTakes } from "../studio/takelist.ts";
import { bindToolbars } from "../studio/toolbars.ts";
import { Beat } from "../studio/tempo.ts";
import { placeTempo } from "../studio/tempoplace.ts";
import { bindTracks } from "../studio/tracks.ts";
import { bindTransport } from "../studio/transport.ts";
import { recover } from "../studio/vault.ts";
import { VersionDialog } from "../studio/versiondialog.ts";
import { Watching } from "../studio/watching.ts";
import { WhyThisNote } from "../studio/why.ts";

const page = findElements(document);
const challenge = boundFor(location.search); // before the address is cleared
const { roll } = page;
const clocks = { now: () => performance.now(), stampOf: (at: number) => sound.stampOf(at) };
const line = new MidiLine(clocks);
const along = new PlayAlong(sound, line);
const studio = new Studio(along, pageMessages(page));
const recording = new Recording(studio, page);
// What is being recorded is in the song when the draft is written down for the last time.
addEventListener("pagehide", () => recording.running && studio.player.pause());
const beat = new Beat(studio, page);
placeTempo(page);
const me = person(page.studio.dataset);
const save = (): void => void exportMidi(studio);
const standing = new Standing(page, studio.messages, save, me.name !== "");
const keeper = browserKeeper();
const drafting = new Drafting(studio, keeper, (...told) => standing.tell(...told));
standing.pending = () => drafting.pending;
studio.topics.after(["song", "saved"], () => standing.draw());
drafting.view = () => viewKept(roll.state.view);
const writer = browserName();
const syncing = me.name ? new Syncing(studio, drafting, api, writer, window) : null;
standing.follow(syncing, window);
if (me.name) new Checkpoints(studio, api, window);
const saving = new Saving(studio, drafting, api, me);
const versions = new VersionDialog(studio, page, new History(studio, api));
const handsDown = bindHands();
const chordField = new ChordField(studio, page);
const generating = new Generating(studio, page, () => recording.running || handsDown());
const why = new WhyThisNote(studio, page, (model) => generating.titleOf(model));

function person({ username = "", loginUrl = "", signupUrl = "" }: DOMStringMap): Person {
  const next = `?next=${encodeURIComponent(location.pathname + keptSearch(location.search))}`;
  return { name: username, loginUrl: loginUrl + next, signupUrl: signupUrl + next, challenge };
}

const folding = new Folding(page.studio);

/** A take that comes on show is seen, on small windows too. */
function uncoverTakes(): void {
  let { heard } = studio.state;
  studio.on(["takes"], () => {
    if (studio.state.heard && studio.state.heard !== heard) folding.uncover();
    ({ heard } = studio.state);
  });
}

function opened(view: KeptView | null = null): void {
  page.start.close();
  showFromTheStart(studio, roll);
  if (view) showView(roll, view);
}

function startEmpty(): void {
  studio.open(emptySong(), "", { origin: { kind: "edited" } }, "Start over");
  opened();
  studio.messages.say("An empty song. Undo brings the one before back.");
}

/** The drafts of this browser and of the site: listed, and none of them two pages' at once. */
function keepDrafts(parts: begins.Opening): DraftList {
  const tabs = new Tabs(draftChannel(), drafting.page, () => begins.tellTaken(parts));
  drafting.onLine(() => tabs.open(drafting.line));
  tabs.open(drafting.line);
  drafting.onOther((key) => begins.tellOther(parts, key));
  if (syncing) syncing.onConflict = (line) => begins.tellConflict(parts, line);
  const open = (row: DraftRow): void => void begins.openRow(parts, row);
  return new DraftList(drafting, studio.messages, page, parts.there, open);
}

async function start(): Promise<void> {
  const presets = bindMelodies(studio, page, opened);
  const there = me.name ? { site: api, writer } : null;
  const works = { studio, drafting, saving, generating };
  const parts: begins.Opening = { ...works, presets, there, opened, startEmpty };
  const drafts = keepDrafts(parts);
  begins.followLinks(parts);
  const models = generating.load();
  await recover(keeper.local, keeper.vault ?? null);
  const view = await begins.begin(parts);
  roll.fit();
  if (view) showView(roll, view);
  await drafts.load();
  await begins.catchUp(parts, drafts.there);
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
    ...{ generating, why },
    save: () => saving.save(),
    ...exportsOf(studio),
    exportWav: bindSoundFile(studio, page),
    copyLink: () => copyLink(studio, pageLinked(() => saving.save())),
    chooseFile: bindImport(studio, page, opened, (file) => void hum(file)),
    hum: () => void hum(),
    chooseChord: () => chooseChordHere(studio, roll),
    writeChord: () => chordField.openHere(),
    chooseGrid: () => page.grid.focus(),
    chooseTidy: () => page.tidyPanel.showPopover(),
    learn: bindLearning(studio, page),
    leaveNotes: () => leaveNotes(page.studio, roll, handsDown()),
    startEmpty,
    showVersions: () => void versions.open(),
    chooseMelody: () => page.start.showModal(),
    playOne: () => folding.set("piano", "open"),
    toggleTable,
    showShortcuts: () => page.shortcuts.showModal(),
  });
  bindShortcutCard(commands, page, manner);
  const refresh = bindCommands(commands, page.studio, manner);
  bindPiano(studio, recording, page, refresh);
  const shown = ["song", "selection", "transport", "loop", "metronome", "takes", "mixer"] as const;
  studio.on([...shown, "scale", "follow", "chords"], refresh);
}

function soundWords(): string {
  if (sound.state === "loading") return "Instruments are loading; simple sounds until then";
  if (sound.state === "failed") return "The instruments did not load: simple sounds";
  return "";
}

fetchBeforehand(studio, (instrument) => sound.prepare(instrument));
bindRoll(studio, page);
bindRollView(studio, page);
bindKeys(bindEventList(studio, page));
bindInvitation(studio, page);
bindTransport(studio, page, () => beat.show());
bindRecordFields(studio, recording, page);
bindTracks(studio, page);
const watching = new Watching(studio, page);
bindTakes(studio, page, (take) => watching.open(take));
bindShowing(studio, page);
uncoverTakes();
bindAsking(studio);
bindEarlier(studio, page, (model) => generating.titleOf(model));
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

tellConsole(studio, roll);
greet(document, (words) => studio.messages.say(words));
const started = start();
bindOffline(studio.messages, browser(started));
await started;
