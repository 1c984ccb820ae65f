/** A data set that is being read: its files appear while they come. */
const WAIT_MS = 1_500;
const PARTS = ["#state", ".pieces tbody"];

/** Looks again and again until it is read; ends when the page is another one. */
export function followReading(root: Document = document): void {
  if (isReading(root)) setTimeout(() => void look(), WAIT_MS);
}

function isReading(root: Document): boolean {
  return root.querySelector("#state[data-reading]") !== null;
}

async function look(): Promise<void> {
  if (!isReading(document)) return;
  const fresh = document.hidden ? null : await fetchPage();
  if (fresh && !isReading(fresh)) {
    location.reload(); // there is more on it now
    return;
  }
  if (fresh) show(fresh);
  followReading();
}

async function fetchPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null; // without a line it is asked again
  }
}

function show(fresh: Document): void {
  if (fresh.querySelector(".pieces") && !document.querySelector(".pieces")) {
    location.reload();
    return;
  }
  for (const part of PARTS) {
    const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
    if (!old || !now || old.contains(document.activeElement)) continue;
    old.replaceChildren(...[...now.childNodes].map((node) => document.adoptNode(node)));
  }
}
