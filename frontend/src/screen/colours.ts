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
  "--track-1": ["#b84a3a", "#ff9a6c"],
  "--track-2": ["#1b7065", "#24d8b7"],
  "--track-3": ["#976600", "#f9d574"],
  "--track-4": ["#a04f98", "#b888b9"],
  "--track-5": ["#0066cf", "#87b7fa"],
  "--track-6": ["#405306", "#90b420"],
  "--track-7": ["#8a2440", "#fc6085"],
  "--track-8": ["#2c4a60", "#c8e7fb"],
};

/** `number`: 1 to 8. */
export const trackColour = (number: number): string => `--track-${number}`;

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
