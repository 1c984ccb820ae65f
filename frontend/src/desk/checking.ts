/**
 * The form of a challenge while one fills it in: the site is asked what it would refuse, and says
 * so at the field. The form works by itself; this only tells sooner.
 */
import { proposal, shownErrors, type Errors } from "./showing.ts";

const WAIT_MS = 500;

interface Answer {
  errors: Errors;
  slug: string;
  utc: Record<string, string>;
}

export function bindChecking(form: HTMLFormElement): void {
  const touched = new Set<string>();
  const hand = { own: slugOf(form)?.value !== "" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const answer = await answerOf(form);
    if (answer && mine === asked) show(form, answer, touched, hand.own); // not an older one
  };
  form.addEventListener("input", ({ target }) => {
    const field = fieldOf(target);
    if (field) touched.add(field);
    if (target === slugOf(form)) hand.own = slugOf(form)?.value !== "";
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), WAIT_MS);
  });
}

const slugOf = (form: HTMLFormElement): HTMLInputElement | null =>
  form.querySelector<HTMLInputElement>('input[name="slug"]:not(:disabled)');

const fieldOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element
    ? target.closest<HTMLElement>("[data-field]")?.dataset["field"]
    : undefined;

/** What the site says; nothing where it cannot be asked just now, for saving asks again. */
async function answerOf(form: HTMLFormElement): Promise<Answer | undefined> {
  try {
    const init = { method: "POST", body: new FormData(form) };
    const response = await fetch(form.dataset["check"] ?? "", init);
    return response.ok ? ((await response.json()) as Answer) : undefined;
  } catch {
    return undefined;
  }
}

function show(
  form: HTMLFormElement,
  answer: Answer,
  touched: ReadonlySet<string>,
  own: boolean,
): void {
  const errors = shownErrors(answer.errors, touched);
  for (const row of form.querySelectorAll<HTMLElement>("[data-field]")) {
    tell(row, errors[row.dataset["field"] ?? ""] ?? "");
  }
  for (const [name, words] of Object.entries(answer.utc)) {
    const place = form.querySelector(`[data-utc="${name}"]`);
    if (place) place.textContent = words;
  }
  const slug = slugOf(form);
  if (slug) slug.placeholder = proposal(answer.slug, own) || slug.placeholder;
  const told = form.querySelector("[data-told]");
  const count = Object.keys(errors).length;
  if (told) told.textContent = count ? `${count} to look at before it can be saved.` : "";
}

/** Puts words below a field, and ties them to its input for whoever does not see them. */
function tell(row: HTMLElement, words: string): void {
  const place = row.querySelector<HTMLElement>("[data-error]");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
  const input = row.querySelector("input:not([type=hidden]), select, textarea");
  if (words) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
  if (words) input?.setAttribute("aria-errormessage", place.id);
  else input?.removeAttribute("aria-errormessage");
}
