/** What figures are called, for people: losses by the names that the machinery writes. */

export interface Name {
  readonly title: string;
  readonly share?: boolean;
  readonly explain: string;
  readonly first?: boolean; // the rest only those look at who build networks
  readonly contest?: boolean; // two networks pull at it: less is not better
}

const LOSSES: Readonly<Record<string, Name>> = {
  loss: {
    title: "Surprise at real music",
    explain: "how much each next note of real music surprises it, in nats",
    first: true,
  },
  nats: {
    title: "Surprise a step",
    explain: "how much each next note of real music surprises it, in nats",
    first: true,
  },
  critic: {
    title: "Critic (discriminator)",
    explain: "the loss of the network that tells real music from made music",
    first: true,
    contest: true,
  },
  generator: {
    title: "Generator",
    explain: "the loss of the network that makes music, judged by the critic",
    first: true,
    contest: true,
  },
  told: {
    title: "What the critic tells",
    share: true,
    explain: "the share of passages that the critic tells right; half would be guessing",
    first: true,
  },
  fooled: {
    title: "Generator",
    explain: "the loss of the network that makes music, judged by the critic",
    first: true,
    contest: true,
  },
  spread: { title: "Spread of what it makes", explain: "how much its takes differ" },
  state: { title: "Notes and rests", explain: "surprise at which notes sound" },
  change: { title: "Where notes begin", explain: "surprise at where notes begin" },
  any_cells: { title: "Single notes hidden", explain: "surprise where any notes are hidden" },
  any_frames: { title: "Moments hidden", explain: "surprise where whole moments are hidden" },
  the_future: { title: "The future hidden", explain: "surprise where all that follows is hidden" },
  whole_voices: { title: "Voices hidden", explain: "surprise where whole voices are hidden" },
  some_beats: { title: "Beats hidden", explain: "surprise where some beats are hidden" },
};

const SHARES = new Set([
  ...["empty bars", "in scale", "on the beat", "like the bar before", "consonance"],
  ...["chord tones of the melody", "clash with the melody"],
]);

const MEASURES: Readonly<Record<string, string>> = {
  "empty bars": "Empty bars",
  "pitches used": "Pitches used a bar",
  "pitches a bar": "Pitches used a bar",
  "in scale": "Notes in the scale",
  "pitch class entropy": "Variety of pitches",
  "on the beat": "Notes on the beat",
};

export function lossName(name: string): Name {
  const plain = name.replaceAll("_", " ");
  return LOSSES[name] ?? { title: capital(plain), explain: plain };
}

export const measureTitle = (name: string): string => MEASURES[name] ?? capital(name);

export const isShare = (name: string): boolean => SHARES.has(name);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
