/** Colours for canvases, read from the page's CSS variables, so that themes change in one place. */

const FALLBACK: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  "--roll-background": ["#ffffff", "#14161c"],
  "--roll-black-row": ["#f0f1f5", "#1a1d25"],
  "--roll-line": ["#dfe2ea", "#282c37"],
  "--roll-bar": ["#a3a9b8", "#4c5364"],
  "--roll-text": ["#3d4352", "#b9c0d0"],
  "--roll-playhead": ["#c2185b", "#ff6fa8"],
  "--roll-cursor": ["#0b57d0", "#8ab4ff"],
  "--roll-loop": ["#0b57d033", "#8ab4ff33"],
  "--roll-outside": ["#e9e7ec", "#0d0f14"],
  "--roll-root": ["#0b57d01f", "#8ab4ff22"],
  "--roll-veil": ["#ffffffb0", "#14161cb0"],
  "--track-1": ["#0b57d0", "#7fb0ff"],
  "--track-2": ["#b3541e", "#ffab6b"],
  "--track-3": ["#1b7a43", "#6fd69a"],
  "--track-4": ["#8e24aa", "#dd9bf0"],
  "--track-5": ["#a3123f", "#ff8fae"],
  "--track-6": ["#006876", "#62d3e3"],
  "--track-7": ["#6b5b00", "#e0cc5a"],
  "--track-8": ["#4a4f5c", "#b6bdcc"],
};

export const TRACK_COLOURS = 8;
export const trackColour = (index: number): string => `--track-${(index % TRACK_COLOURS) + 1}`;

export type Palette = (name: string) => string;

/** Reads each colour once; make a new one when the theme changes. */
export function palette(element: Element): Palette {
  const style = getComputedStyle(element);
  const dark = isDark(style);
  const known = new Map<string, string>();
  return (name) => {
    const found =
      known.get(name) ??
      (style.getPropertyValue(name).trim() || (FALLBACK[name]?.[dark ? 1 : 0] ?? "gray"));
    known.set(name, found);
    return found;
  };
}

function isDark(style: CSSStyleDeclaration): boolean {
  // A page may offer both (color-scheme: light dark) or force one.
  const schemes = style.colorScheme;
  if (schemes === "dark") return true;
  return schemes.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
}

/**
 * Calls back when the theme changes, by the system or by an attribute of the page; returns the end
 * of it.
 */
export function watchTheme(changed: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "data-theme", "style"],
  });
  return () => {
    query.removeEventListener("change", changed);
    observer.disconnect();
  };
}
