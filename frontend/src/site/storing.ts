/** What a browser keeps for one person and forgets when they sign out. */

export const PERSONAL = "chartbusters.mine.";

/** Nothing where the browser keeps nothing. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // full, or forbidden: the page works without
  }
}

/** Whoever uses this browser next finds nothing of it. */
export function forgetOnSigningOut(): void {
  document.addEventListener("submit", ({ target }) => {
    if (target instanceof HTMLFormElement && target.matches("form[data-signs-out]")) forget();
  });
}

function forget(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PERSONAL)) localStorage.removeItem(key);
    }
  } catch {
    // there is nothing to forget where nothing can be kept
  }
}
