/** Parts of a page that are still being worked out, `id` and `data-awaited`, come by themselves. */

const EVERY = 3000; // milliseconds
const TIMES = 40; // two minutes; then the page is loaded again by hand

export function awaitParts(within: ParentNode): void {
  for (const part of within.querySelectorAll<HTMLElement>("[data-awaited]")) void come(part.id);
}

async function come(id: string): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    const here = document.getElementById(id);
    if (!here) return;
    if (document.hidden) continue;
    const there = await fetched(id);
    if (!there || "awaited" in there.dataset) continue;
    here.replaceWith(document.adoptNode(there));
    return;
  }
}

/** The part as the page has it now; null where it did not come. */
async function fetched(id: string): Promise<HTMLElement | null> {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").getElementById(id);
  } catch {
    return null; // the next time
  }
}
