/** Every command of the studio, with its keys. */
import { redoLabel, undoLabel } from "../music/history.ts";
import { trackName } from "../music/instruments.ts";
import type { Note } from "../music/song.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import type { Tool } from "../pianoroll/state.ts";
import { pressTrack, selectNotes } from "./changes.ts";
import { type ChordActs, chordCommands } from "./chordcommands.ts";
import { type Command, lines } from "./commands.ts";
import * as edit from "./editing.ts";
import { switchFollow } from "./following.ts";
import { compareTakes, hearNumber } from "./hearing.ts";
import { isPressed, type Pressed } from "./mixer.ts";
import { switchScale } from "./scaling.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";
import { setLoopEdge, switchMetronome, toggleLoop, togglePlay } from "./transport.ts";

/** What commands act on besides the studio. */
export interface Workshop extends ChordActs {
  readonly roll: Pick<PianoRoll, "state" | "update" | "zoom" | "zoomPitches" | "fit">;
  readonly recording: {
    readonly running: boolean;
    toggle(): Promise<void>;
    again(): Promise<void>;
  };
  readonly beat: { tap(stamp: number): void };
  readonly generating: {
    readonly busy: boolean;
    run(): Promise<void>;
    regenerate(): Promise<void>;
  };
  readonly why: { readonly chosen: Note | null; ask(): Promise<void> };
  save(): Promise<void>;
  exportMidi(): void;
  exportScore(): Promise<void>;
  exportWav(): void;
  copyLink(): Promise<void>;
  chooseFile(): void;
  hum(): void;
  chooseGrid(): void;
  chooseTidy(): void;
  learn(): void;
  /** From the notes to their tools, where nothing is being dragged. */
  leaveNotes(): void;
  startEmpty(): void;
  showVersions(): void;
  chooseMelody(): void;
  playOne(): void; // unfolds the piano
  toggleTable(): void;
  showShortcuts(): void;
}

export function allCommands(shop: Workshop): readonly Command[] {
  return [
    ...playing(shop),
    ...editing(shop),
    ...tools(shop),
    ...notes(shop),
    ...making(shop),
    ...page(shop),
  ];
}

function playing({ studio, recording, beat, learn }: Workshop): Command[] {
  const line = lines("Play");
  const { player, sound } = studio;
  return [
    line("play", "Play or pause", "Space", () => void togglePlay(studio), {
      pressed: () => player.playing,
    }),
    // For dialogs: there is one button of the other name.
    line("play-here", "Play or pause", "", () => void togglePlay(studio), {
      pressed: () => player.playing,
    }),
    line("start", "Go to the start", "Home Enter", () => studio.seek(0)),
    line("end", "Go to the end", "End", () => studio.seek(player.end)),
    line("loop", "Loop", "L", () => toggleLoop(studio), { pressed: () => studio.state.looping }),
    line("loop-start", "Loop from here", "[", () => setLoopEdge(studio, "start")),
    line("loop-end", "Loop to here", "]", () => setLoopEdge(studio, "end")),
    line("metronome", "Metronome", "K", () => switchMetronome(studio), {
      pressed: () => studio.state.metronome,
    }),
    line("tap", "Tap the tempo", "T", () => beat.tap(performance.now())),
    line("record", "Record", "R Alt+R", () => void recording.toggle(), {
      pressed: () => recording.running,
    }),
    line("again", "Discard and record again", "Shift+R", () => void recording.again()),
    line("learn", "Learn this part", "Alt+L", learn, {
      enabled: () => (currentTrack(studio.state)?.notes.length ?? 0) > 0,
    }),
    line("quiet", "Stop all sound", "Ctrl+.", () => sound.silence()),
  ];
}

function editing({ studio, leaveNotes }: Workshop): Command[] {
  const line = lines("Edit");
  const enabled = (): boolean => studio.state.selection.length > 0;
  const history = () => studio.state.piece.history;
  return [
    line("undo", "Undo", "Ctrl+Z", () => edit.undo(studio), {
      enabled: () => undoLabel(history()) !== null || studio.state.heard !== null,
    }),
    line("redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", () => edit.redo(studio), {
      enabled: () => redoLabel(history()) !== null,
    }),
    line("cut", "Cut", "Ctrl+X", () => edit.cutSelection(studio), { enabled }),
    line("copy", "Copy", "Ctrl+C", () => edit.copySelection(studio), { enabled }),
    line("paste", "Paste at the playhead", "Ctrl+V", () => edit.pasteAtPlayhead(studio), {
      enabled: () => studio.state.clipboard.length > 0,
    }),
    line("duplicate", "Duplicate", "Ctrl+D", () => edit.duplicateSelection(studio), { enabled }),
    line("select-all", "Select all notes of the track", "Ctrl+A", () => edit.selectAll(studio)),
    line(
      "delete",
      "Delete the selected notes",
      "Del Backspace",
      () => edit.removeSelection(studio),
      { enabled },
    ),
    line("deselect", "Select nothing, then stop, then leave the notes", "Esc", () => {
      if (enabled()) studio.change(selectNotes, []);
      else if (studio.player.playing) studio.player.pause();
      else leaveNotes();
    }),
  ];
}

function tools({ studio, roll }: Workshop): Command[] {
  const line = lines("Notes");
  const tool = (id: Tool, label: string, key: string): Command => {
    const take = (): void => {
      roll.update({ tool: id });
      studio.messages.say(label);
    };
    return line(id, label, key, take, { pressed: () => roll.state.tool === id });
  };
  return [
    tool("pencil", "Draw notes", "B"),
    tool("select", "Select with a frame", "I"),
    tool("erase", "Erase notes", "E"),
  ];
}

function notes(shop: Workshop): Command[] {
  const { studio, roll, chooseGrid, chooseTidy } = shop;
  const line = lines("Notes");
  const press = (what: Pressed) => (): void => pressAndTell(studio, what);
  return [
    line("quantise", "Tidy to grid", "Q", () => edit.quantise(studio)),
    line("tidy", "Choose how to tidy", "Alt+Q", chooseTidy),
    line("grid", "Choose the grid", "G", chooseGrid),
    line("scale", "Keep to the scale", "N", () => switchScale(studio), {
      pressed: () => studio.state.scale.shown || studio.state.scale.kept,
    }),
    line("follow", "Follow the playhead", ",", () => switchFollow(studio), {
      pressed: () => studio.state.follow === "on",
    }),
    ...chordCommands(shop),
    line("mute", "Mute this track", "M", press("muted")),
    line("solo", "Solo this track", "S", press("solo")),
    line("zoom-in", "Zoom in", "+", () => roll.zoom(1.3)),
    line("zoom-out", "Zoom out", "-", () => roll.zoom(1 / 1.3)),
    line("taller", "Taller rows", "", () => roll.zoomPitches(1.2)),
    line("smaller", "Smaller rows", "", () => roll.zoomPitches(1 / 1.2)),
    line("fit", "Show the whole song", "F", () => roll.fit()),
  ];
}

function pressAndTell(studio: Studio, what: Pressed): void {
  const track = currentTrack(studio.state);
  if (!track) return;
  studio.change(pressTrack, track, what);
  const now = isPressed(studio.state.mixer, track, what) ? what : `not ${what}`;
  studio.messages.say(`${trackName(track)}: ${now}`);
}

function making({ studio, generating, why }: Workshop): Command[] {
  const line = lines("Make");
  const enabled = (): boolean => studio.state.takes.length > 0;
  const hear = Array.from({ length: 10 }, (_, number) => {
    const label = number ? `Hear take ${number}` : "Hear your song";
    return line(`take-${number}`, label, `${number}`, () => hearNumber(studio, number), {
      enabled,
    });
  });
  return [
    line("generate", "Make a take with the model", "Ctrl+Enter", () => void generating.run(), {
      enabled: () => !generating.busy,
    }),
    line(
      "regenerate",
      "Make the selected bars anew",
      "Ctrl+Shift+Enter",
      () => void generating.regenerate(),
      { enabled: () => !generating.busy && studio.state.selection.length > 0 },
    ),
    line("why", "Why this note?", "W", () => void why.ask(), {
      enabled: () => why.chosen !== null,
    }),
    line("compare", "Compare yours with the take", ".", () => compareTakes(studio), { enabled }),
    ...hear,
  ];
}

function page(shop: Workshop): Command[] {
  const line = lines("Page");
  return [
    line("save", "Save", "Ctrl+S", () => void shop.save()),
    line("export", "Export MIDI", "Ctrl+E", shop.exportMidi),
    line("export-score", "Export MusicXML", "", () => void shop.exportScore()),
    line("export-wav", "Export WAV", "Ctrl+Shift+E", shop.exportWav),
    line("copy-link", "Copy a link that holds the song", "Ctrl+Shift+L", () => {
      void shop.copyLink();
    }),
    line("import", "Open a MIDI, MusicXML or ABC file", "Ctrl+O", shop.chooseFile),
    line("hum", "Hum a melody", "", shop.hum),
    line("new", "New song", "", shop.startEmpty),
    line("versions", "Versions of this song", "", shop.showVersions),
    line("melodies", "Take a melody", "", shop.chooseMelody),
    line("play-one", "Play one yourself", "", shop.playOne),
    line("table", "Notes as a table", "", shop.toggleTable),
    line("help", "Shortcuts", "?", shop.showShortcuts),
  ];
}
