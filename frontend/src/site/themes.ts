/** The button that swaps dark and light, and remembers. */

export function bindThemeButton(): void {
  const root = document.documentElement;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-toggle]")) {
    const show = (): void =>
      button.setAttribute("aria-pressed", String(root.dataset["shown"] === "dark"));
    new MutationObserver(show).observe(root, { attributes: true, attributeFilter: ["data-shown"] });
    button.addEventListener("click", () =>
      choose(root.dataset["shown"] === "dark" ? "light" : "dark"),
    );
    button.hidden = false;
    show();
  }
}

function choose(theme: "dark" | "light"): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    // Back at the system's theme means following it again.
    if (theme === system) localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // Not remembered, but done.
    document.documentElement.dataset["theme"] = document.documentElement.dataset["shown"] = theme;
    return;
  }
  dispatchEvent(new Event("themechosen"));
}
