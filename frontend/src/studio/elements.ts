/**
 * The elements that the studio's scripts work on, found once by the page and handed to who needs
 * them. A test holds this list against the template.
 */
import type { SongKeyboard } from "../keyboard/element.ts";
import type { PianoRoll } from "../pianoroll/element.ts";

export const PLACES = {
  studio: "div#studio",
  loading: "p#studio-loading",
  title: "input#title",
  saveState: "span#save-state",
  draftState: "span#draft-state",
  enterChallenge: "a#enter-challenge",
  importFile: "input#import-file",
  notice: "p#studio-notice",
  coach: "p#coach",
  start: "details#start",
  melodies: "ul#melodies",
  draftsPanel: "details#drafts-panel",
  drafts: "ul#drafts",
  tracks: "ul#tracks",
  addTrack: "button#add-track",
  grid: "select#grid",
  roll: "piano-roll#roll",
  countIn: "p#count-in",
  inspectorText: "span#inspector-text",
  inspectorButtons: "span#inspector-buttons",
  status: "p#studio-status",
  eventList: "details#event-list",
  eventCount: "p#event-count",
  eventPages: "div#event-pages",
  eventRows: "tbody#event-rows",
  models: "div#models",
  mainParameter: "div#main-parameter",
  moreParameters: "div#more-parameters",
  seed: "input#seed",
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
  takes: "ul#takes",
  keyboard: "song-keyboard#keyboard",
  counter: "output#counter",
  tempo: "input#tempo",
  meter: "span#meter",
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
  shortcuts: "dialog#shortcuts",
  shortcutList: "div#shortcut-list",
  singleKeys: "input#single-keys",
} as const;

interface Tags extends HTMLElementTagNameMap {
  "piano-roll": PianoRoll;
  "song-keyboard": SongKeyboard;
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
