/**
 * Runs before the first paint, as a classic script: puts the chosen theme on the page, else the
 * system's stands; and watches whether the other files come.
 */
import { watchParts } from "../site/missing.ts";

watchParts(document);
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = (): string | null => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be forbidden
    }
  };
  const apply = (): void => {
    const theme = chosen();
    if (theme === "dark" || theme === "light") root.dataset["theme"] = theme;
    else delete root.dataset["theme"];
    root.dataset["shown"] = root.dataset["theme"] ?? (system.matches ? "dark" : "light");
  };
  system.addEventListener("change", apply);
  addEventListener("storage", apply); // chosen in another tab
  addEventListener("themechosen", apply);
  apply();
}
