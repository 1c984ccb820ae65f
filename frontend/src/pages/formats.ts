/** The page of a song's formats: what is being made comes forward by itself. */
const WAIT_MS = 2_000;
const NAME = "made-formats";

const list = (root: Document): HTMLElement | null => root.getElementById(NAME);

/** The list as the site has it now; the old one stays where it cannot be had. */
async function look(): Promise<void> {
  const old = list(document);
  if (!old || old.dataset["busy"] === undefined) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = answer.ok ? list(page) : null;
    if (fresh && fresh.innerHTML !== old.innerHTML) show(old, fresh);
  } catch {} // without a line it is asked again
  again();
}

/** Who is at a button of the list stays there. */
function show(old: HTMLElement, fresh: HTMLElement): void {
  const focused = [...old.querySelectorAll("a, button")].indexOf(
    document.activeElement as HTMLElement,
  );
  const moved = document.adoptNode(fresh);
  old.replaceWith(moved);
  if (focused >= 0) moved.querySelectorAll<HTMLElement>("a, button")[focused]?.focus();
}

const again = (): void => void setTimeout(() => void look(), WAIT_MS);

again();
