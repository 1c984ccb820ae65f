/** Colours of the page, as a canvas takes them. */
import { palette, type Palette } from "../screen/colours.ts";
import { read } from "../screen/contrast.ts";

/** The colours in force; made anew when the theme changes. */
export const coloursOf = (element: Element): Palette => palette(element);

export function withOpacity(colour: string, opacity: number): string {
  const [red, green, blue] = read(colour);
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
