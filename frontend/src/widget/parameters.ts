/** What the address of an embedded player asks for, as SoundCloud's player names it. */

export interface Parameters {
  readonly autoPlay: boolean;
  readonly colour: string; // "#rrggbb", or nothing
  readonly startTrack: number;
  readonly singleActive: boolean;
  readonly showArtwork: boolean;
  readonly download: boolean;
}

const SIX = /^#?([0-9a-f]{6})$/i;

export function parametersOf(search: string): Parameters {
  const asked = new URLSearchParams(search);
  const six = SIX.exec(asked.get("color") ?? "")?.[1];
  return {
    autoPlay: said(asked, "auto_play", false),
    colour: six ? `#${six.toLowerCase()}` : "",
    startTrack: whole(asked.get("start_track")),
    singleActive: said(asked, "single_active", true),
    showArtwork: said(asked, "show_artwork", false),
    download: said(asked, "download", true),
  };
}

/** Black or white, whichever is easier to see on a colour "#rrggbb" (WCAG 2.2, contrast). */
export function inkOn(colour: string): "#000000" | "#ffffff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function said(asked: URLSearchParams, name: string, otherwise: boolean): boolean {
  const value = asked.get(name);
  return value === null ? otherwise : ["true", "1", "yes"].includes(value);
}

function whole(text: string | null): number {
  return text && /^\d{1,4}$/.test(text) ? Number(text) : 0;
}
