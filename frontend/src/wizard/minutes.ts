/** The minutes of a recipe, told anew while one turns its numbers. */
import { get } from "../api.ts";

const PAUSE_MS = 250;

interface Estimate {
  readonly words: string;
  readonly problems: Readonly<Record<string, string>>;
}

export function bindMinutes(form: HTMLFormElement): void {
  const time = form.querySelector<HTMLElement>("[data-time]");
  if (!time || form.dataset["bound"] !== undefined) return;
  form.dataset["bound"] = "";
  let waiting = 0;
  let last = new AbortController();
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      last.abort();
      last = new AbortController();
      void tell(form, time, last.signal);
    }, PAUSE_MS);
  });
}

async function tell(form: HTMLFormElement, time: HTMLElement, signal: AbortSignal): Promise<void> {
  try {
    const { words, problems } = await get<Estimate>(`training-estimates/?${query(form)}`, signal);
    const wrong = Object.values(problems)[0];
    time.textContent = wrong ?? `About ${words} on this machine, once it has its turn.`;
    for (const field of form.querySelectorAll<HTMLInputElement>('input[name^="p."]'))
      field.setAttribute("aria-invalid", String(field.name.slice(2) in problems));
  } catch {} // the words that stand there stay
}

/** What the form would send, without what is empty. */
export function query(form: HTMLFormElement): string {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString();
}
