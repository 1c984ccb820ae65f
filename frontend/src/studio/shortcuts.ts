/** The list of commands, and the card that "?" shows. */
import type { PianoRoll } from "../pianoroll/element.ts";
import type { Tool } from "../pianoroll/state.ts";
import { sound } from "../playback/sound.ts";
import { type Command, Commands } from "./commands.ts";
import * as edit from "./editing.ts";
import type { Generating } from "./generating.ts";
import { say } from "./messages.ts";
import { byId, make, remember, remembered } from "./page.ts";
import type { Recording } from "./recording.ts";
import type { Saving } from "./saving.ts";
import type { Studio } from "./studio.ts";
import { compareTakes, hearTake } from "./takes.ts";
import { goTo, setLoopEdge, toggleLoop, togglePlay } from "./transport.ts";

export interface Parts {
  readonly studio: Studio;
  readonly roll: PianoRoll;
  readonly recording: Recording;
  readonly generating: Generating;
  readonly saving: Saving;
  readonly chooseFile: () => void;
}

export function makeCommands(parts: Parts): Commands {
  const { studio } = parts;
  const some = (): boolean => studio.selection.length > 0;
  const line = (
    group: Command["group"],
    id: string,
    label: string,
    keys: readonly string[],
    run: () => void,
    more: Partial<Command> = {},
  ): Command => ({
    group,
    id,
    label,
    keys,
    run,
    ...more,
  });
  return new Commands([
    line("Play", "play", "Play or pause", ["Space"], () => void togglePlay(studio), {
      pressed: () => studio.player.playing,
    }),
    line("Play", "start", "Go to the start", ["Home", "Enter"], () => goTo(studio, 0)),
    line("Play", "end", "Go to the end", ["End"], () => goTo(studio, studio.player.end)),
    line("Play", "loop", "Loop", ["L"], () => toggleLoop(studio), {
      pressed: () => studio.looping,
    }),
    line("Play", "loop-start", "Loop from here", ["["], () => setLoopEdge(studio, "start")),
    line("Play", "loop-end", "Loop to here", ["]"], () => setLoopEdge(studio, "end")),
    line("Play", "metronome", "Metronome", ["K"], () => toggleMetronome(studio), {
      pressed: () => studio.metronome,
    }),
    line("Play", "record", "Record", ["R"], () => void parts.recording.toggle(), {
      pressed: () => parts.recording.running,
    }),
    line(
      "Play",
      "again",
      "Discard and record again",
      ["Shift+R"],
      () => void parts.recording.again(),
    ),
    line("Play", "quiet", "Stop all sound", ["Ctrl+."], () => sound.silence()),
    line("Edit", "undo", "Undo", ["Ctrl+Z"], () => edit.undo(studio), {
      enabled: () => studio.undoLabel !== null || studio.heard !== null,
    }),
    line("Edit", "redo", "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], () => edit.redo(studio), {
      enabled: () => studio.redoLabel !== null,
    }),
    line("Edit", "cut", "Cut", ["Ctrl+X"], () => edit.cutSelection(studio), { enabled: some }),
    line("Edit", "copy", "Copy", ["Ctrl+C"], () => edit.copySelection(studio), { enabled: some }),
    line("Edit", "paste", "Paste at the playhead", ["Ctrl+V"], () => edit.pasteAtPlayhead(studio), {
      enabled: () => studio.clipboard.length > 0,
    }),
    line("Edit", "duplicate", "Duplicate", ["Ctrl+D"], () => edit.duplicateSelection(studio), {
      enabled: some,
    }),
    line("Edit", "select-all", "Select all notes of the track", ["Ctrl+A"], () =>
      edit.selectAll(studio),
    ),
    line(
      "Edit",
      "delete",
      "Delete the selected notes",
      ["Del", "Backspace"],
      () => edit.removeSelection(studio),
      { enabled: some },
    ),
    line("Edit", "deselect", "Select nothing, then stop", ["Esc"], () =>
      some() ? studio.select([]) : studio.player.pause(),
    ),
    ...tools(parts),
    line("Notes", "quantise", "Tidy to grid", ["Q"], () => edit.quantise(studio)),
    line("Notes", "grid", "Choose the grid", ["G"], () => byId("grid").focus()),
    line(
      "Notes",
      "mute",
      "Mute this track",
      ["M"],
      () => studio.current && studio.toggle(studio.current, "muted"),
    ),
    line(
      "Notes",
      "solo",
      "Solo this track",
      ["S"],
      () => studio.current && studio.toggle(studio.current, "solo"),
    ),
    line("Notes", "zoom-in", "Zoom in", ["+"], () => parts.roll.zoom(1.3)),
    line("Notes", "zoom-out", "Zoom out", ["-"], () => parts.roll.zoom(1 / 1.3)),
    line("Notes", "taller", "Taller rows", [], () => parts.roll.zoomPitches(1.2)),
    line("Notes", "smaller", "Smaller rows", [], () => parts.roll.zoomPitches(1 / 1.2)),
    line("Notes", "fit", "Show the whole song", ["F"], () => parts.roll.fit()),
    line(
      "Make",
      "generate",
      "Make a take with the model",
      ["Ctrl+Enter"],
      () => void parts.generating.run(),
      { enabled: () => !parts.generating.busy },
    ),
    line("Make", "compare", "Compare yours with the take", ["."], () => compareTakes(studio), {
      enabled: () => studio.takes.length > 0,
    }),
    ...Array.from({ length: 10 }, (_, number) =>
      line(
        "Make",
        `take-${number}`,
        number ? `Hear take ${number}` : "Hear your song",
        [String(number)],
        () => hearTake(studio, number),
        {
          enabled: () => studio.takes.length > 0,
        },
      ),
    ),
    line("Page", "save", "Save", ["Ctrl+S"], () => void parts.saving.save()),
    line("Page", "export", "Export MIDI", ["Ctrl+E"], () => void parts.saving.exportMidi()),
    line("Page", "import", "Open a MIDI file", ["Ctrl+O"], parts.chooseFile),
    line("Page", "help", "Shortcuts", ["?"], () =>
      byId<HTMLDialogElement>("shortcuts").showModal(),
    ),
  ]);
}

function tools({ roll }: Parts): Command[] {
  const tool = (id: Tool, label: string, key: string): Command => ({
    group: "Notes",
    id,
    label,
    keys: [key],
    run() {
      roll.update({ tool: id });
      say(label);
    },
    pressed: () => roll.state.tool === id,
  });
  return [
    tool("pencil", "Draw notes", "B"),
    tool("select", "Select with a frame", "I"),
    tool("erase", "Erase notes", "E"),
  ];
}

function toggleMetronome(studio: Studio): void {
  studio.metronome = !studio.metronome;
  studio.player.metronome = studio.metronome;
  say(studio.metronome ? "Metronome on" : "Metronome off");
}

/** Fills the card from the list itself, so that it cannot be wrong. */
export function bindShortcutCard(commands: Commands): void {
  const box = byId("shortcut-list");
  const groups = ["Play", "Edit", "Notes", "Make", "Page"] as const;
  const draw = (): void => {
    const sections = groups.map((group) => {
      const rows = commands.list
        .filter(
          (command) =>
            command.group === group && command.keys.length > 0 && !/^take-[2-9]$/.test(command.id),
        )
        .flatMap(({ label, keys }) => [
          make("dt", {}, ...keys.map((key) => make("kbd", {}, commands.shownKey(key)))),
          make("dd", {}, label),
        ]);
      return make("section", {}, make("h3", {}, group), make("dl", {}, ...rows));
    });
    box.replaceChildren(...sections);
  };
  const single = byId<HTMLInputElement>("single-keys");
  commands.singleKeys = remembered("single-keys", true);
  single.checked = commands.singleKeys;
  single.addEventListener("change", () => {
    commands.singleKeys = single.checked;
    remember("single-keys", single.checked);
  });
  const dialog = byId<HTMLDialogElement>("shortcuts");
  new MutationObserver(draw).observe(dialog, { attributes: true, attributeFilter: ["open"] });
}
