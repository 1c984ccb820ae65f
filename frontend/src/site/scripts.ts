/** Which scripts a page has, and whether they bear being walked away from and come back to. */

/** Scripts of the page that are not those of every page. */
export function ownScripts(page: Document): HTMLScriptElement[] {
  const all = [...page.querySelectorAll<HTMLScriptElement>("script[type=module][src]")];
  return all.filter((script) => script.dataset["everywhere"] === undefined);
}

/** Whether nothing here has work of its own, as the studio and ballots do. */
export function isWalkable(page: Document): boolean {
  return ownScripts(page).every((script) => script.dataset["again"] !== undefined);
}

/** Whether another page was built with the same files as this one. */
export function isOfSameSite(page: Document): boolean {
  const everywhere = (of: Document): string => {
    const scripts = [...of.querySelectorAll("script[data-everywhere]")];
    return scripts.map((script) => script.getAttribute("src")).join();
  };
  return everywhere(page) === everywhere(document);
}
