/** How instruments are called where they lie: a program of General MIDI by its number, or drums. */

export const DRUMS = "drums";
export const PROGRAMS = 128;

export interface Played {
  readonly program: number; // General MIDI, 0-127
  readonly drums: boolean;
}

/** The instrument of a track. There is one drum kit, whatever program a track of drums has. */
export const instrumentOf = ({ program, drums }: Played): string =>
  drums ? DRUMS : String(program);

/** All that there are, in the order in which they are cut. */
export const ALL: readonly string[] = [
  ...Array.from({ length: PROGRAMS }, (_, program) => String(program)),
  DRUMS,
];

/** What a song needs, each once, in the order of its tracks. */
export const instrumentsOf = (tracks: readonly Played[]): string[] => [
  ...new Set(tracks.map(instrumentOf)),
];

/** Where one lies below the address that names them all. */
export function instrumentAddress(all: string, instrument: string): string {
  const [path = "", query] = all.split("?");
  return `${path}${instrument}${query === undefined ? "" : `?${query}`}`;
}
