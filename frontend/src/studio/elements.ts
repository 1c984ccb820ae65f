/**
 * The elements that the studio's scripts work on, found once by the page and handed to who needs
 * them. A test holds this list against the template.
 */
import type { SongKeyboard } from "../keyboard/element.ts";
import type { SongOverview } from "../overview/element.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import type { NoteWaterfall } from "../waterfall/element.ts";

export const PLACES = {
  studio: "div#studio",
  loading: "p#studio-loading",
  title: "input#title",
  saveState: "span#save-state",
  draftState: "span#draft-state",
  draftShort: "span#draft-short",
  enterChallenge: "a#enter-challenge",
  importFile: "input#import-file",
  offline: "p#offline",
  notice: "p#studio-notice",
  coach: "p#coach",
  invitation: "section#invitation",
  start: "dialog#start",
  melodies: "ul#melodies",
  draftsPanel: "details#drafts-panel",
  drafts: "ul#drafts",
  tracks: "ul#tracks",
  addTrack: "button#add-track",
  grid: "select#grid",
  roll: "piano-roll#roll",
  overview: "song-overview#overview",
  chordPanel: "div#chord-panel",
  chordHeading: "h2#chord-heading",
  chordSymbol: "input#chord-symbol",
  chordKinds: "datalist#chord-kinds",
  chordWords: "p#chord-words",
  chordWrite: "button#chord-write",
  chordTake: "button#chord-take",
  tidyPanel: "div#tidy-panel",
  tidyNotes: "p#tidy-notes",
  tidyStrength: "input#tidy-strength",
  tidyStrengthValue: "output#tidy-strength-value",
  tidySwing: "input#tidy-swing",
  tidySwingValue: "output#tidy-swing-value",
  tidyLengths: "input#tidy-lengths",
  tidyBefore: "button#tidy-before",
  tidyAfter: "button#tidy-after",
  tidyApply: "button#tidy-apply",
  scalePanel: "div#scale-panel",
  scaleRoot: "select#scale-root",
  scaleKind: "select#scale-kind",
  scaleShown: "input#scale-shown",
  scaleKept: "input#scale-kept",
  why: "section#why",
  whyTitle: "h2#why-title",
  whyWords: "p#why-words",
  whyProgress: "progress#why-progress",
  whyList: "ol#why-list",
  whyMore: "p#why-more",
  whyLearn: "a#why-learn",
  whyClose: "button#why-close",
  countIn: "p#count-in",
  inspectorText: "span#inspector-text",
  inspectorButtons: "span#inspector-buttons",
  status: "span#studio-status",
  eventList: "section#event-list",
  eventHeading: "h2#event-heading",
  eventCount: "span#event-count",
  eventPages: "span#event-pages",
  eventRows: "tbody#event-rows",
  models: "div#models",
  mainParameter: "div#main-parameter",
  followsChords: "p#follows-chords",
  moreParameters: "div#more-parameters",
  seed: "input#seed",
  modelChosen: "button#model-chosen",
  generate: "button#generate",
  job: "div#job",
  jobProgress: "progress#job-progress",
  jobStage: "span#job-stage",
  cancelJob: "button#cancel-job",
  listenIn: "button#listen-in",
  takesPanel: "div#takes-panel",
  earlier: "details#earlier",
  earlierWords: "p#earlier-words",
  earlierList: "ul#earlier-list",
  earlierMore: "button#earlier-more",
  takes: "ul#takes",
  keyboard: "song-keyboard#keyboard",
  counter: "span#counter",
  tempoGroup: "span#tempo-group",
  tempoSmall: "div#tempo-small",
  tempo: "input#tempo",
  tempoMarks: "span#tempo-marks",
  tempoScope: "select#tempo-scope",
  meter: "select#meter",
  keysState: "span#keys-state",
  recordManner: "select#record-manner",
  calibrate: "button#calibrate",
  calibration: "dialog#calibration",
  calibrationText: "p#calibration-text",
  calibrationTap: "button#calibration-tap",
  calibrationStop: "button#calibration-stop",
  midiState: "span#midi-state",
  midiChoices: "div#midi-choices",
  midiChannel: "select#midi-channel",
  midiCurve: "select#midi-curve",
  midiOut: "select#midi-out",
  midiClock: "input#midi-clock",
  playWithKeys: "input#play-with-keys",
  countInBars: "select#count-in-bars",
  latency: "input#latency",
  latencyValue: "output#latency-value",
  devices: "p#devices",
  soundState: "span#sound-state",
  live: "div#studio-live",
  dropVeil: "div#drop-veil",
  importDialog: "dialog#import-dialog",
  importForm: "form#import-form",
  importTitle: "h2#import-title",
  importFacts: "p#import-facts",
  importRemarks: "ul#import-remarks",
  importTracks: "div#import-tracks",
  importCancel: "button#import-cancel",
  soundDialog: "dialog#sound-dialog",
  soundTitle: "h2#sound-title",
  soundFacts: "p#sound-facts",
  soundProgress: "progress#sound-progress",
  soundShare: "p#sound-share",
  soundCancel: "button#sound-cancel",
  humDialog: "dialog#hum-dialog",
  versions: "dialog#versions",
  versionFacts: "p#version-facts",
  versionList: "div#version-list",
  versionChosen: "div#version-chosen",
  versionDifference: "p#version-difference",
  versionHear: "button#version-hear",
  versionMine: "button#version-mine",
  versionName: "input#version-name",
  versionNameIt: "button#version-name-it",
  versionRestore: "button#version-restore",
  shortcuts: "dialog#shortcuts",
  shortcutList: "div#shortcut-list",
  singleKeys: "input#single-keys",
  learn: "dialog#learn",
  learnTitle: "h2#learn-title",
  learnPlay: "button#learn-play",
  learnStart: "button#learn-start",
  learnClose: "button#learn-close",
  learnSpeeds: "fieldset#learn-speeds",
  learnWait: "input#learn-wait",
  learnNotes: "note-waterfall#learn-notes",
  learnKeys: "div#learn-keys",
  learnNext: "p#learn-next",
} as const;

interface Tags extends HTMLElementTagNameMap {
  "piano-roll": PianoRoll;
  "song-overview": SongOverview;
  "song-keyboard": SongKeyboard;
  "note-waterfall": NoteWaterfall;
}

type Found<Place extends string> = Place extends `${infer Tag extends keyof Tags}#${string}`
  ? Tags[Tag]
  : never;

export type Elements = { readonly [Name in keyof typeof PLACES]: Found<(typeof PLACES)[Name]> };

export function findElements(page: ParentNode): Elements {
  const found = Object.entries(PLACES).map(([name, place]) => [name, find(page, place)]);
  return Object.fromEntries(found) as Elements;
}

function find(page: ParentNode, place: string): Element {
  const found = page.querySelector(place);
  if (!found) throw new Error(`The page lacks ${place}`);
  return found;
}
