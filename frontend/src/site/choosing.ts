/** A form that shows what is chosen as soon as it is, in its place: no button, no new page. */
import { announce } from "./copying.ts";
import { showLocalTimes } from "./times.ts";

export function bindChoice(form: HTMLFormElement, shown: HTMLElement): void {
  let asked = new AbortController();
  for (const button of form.querySelectorAll("button")) button.hidden = true;
  const show = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const address = addressOf(form);
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal });
      const fresh = answer.ok ? partOf(await answer.text(), shown.id) : null;
      if (signal.aborted) return;
      if (!fresh) return form.submit(); // the page itself says what is wrong
      put(shown, fresh, address);
    } catch {
      if (!signal.aborted) form.submit();
    }
  };
  form.addEventListener("change", () => void show());
}

function addressOf(form: HTMLFormElement): string {
  const chosen = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return `${location.pathname}?${new URLSearchParams(chosen)}`;
}

/** A part of a page that was fetched, by its id. */
export const partOf = (page: string, id: string): HTMLElement | null =>
  new DOMParser().parseFromString(page, "text/html").getElementById(id);

function put(shown: HTMLElement, fresh: HTMLElement, address: string): void {
  shown.replaceChildren(...fresh.childNodes);
  shown.removeAttribute("aria-busy");
  showLocalTimes(shown);
  history.replaceState(history.state, "", address);
  announce(`${shown.querySelector("h2")?.textContent ?? "Your song"} is looked at below.`);
}
