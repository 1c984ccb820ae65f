/** Forms of comments are sent without leaving the page, so that the song plays on. */
import { partOf } from "../site/choosing.ts";
import { announce } from "../site/copying.ts";
import { showLocalTimes } from "../site/times.ts";

const PANEL = "comments";
const UNREACHABLE =
  "The site cannot be reached. Nothing was sent, and your words are still here: try again.";
const ODD = "The site did not take this. Your words are still here: try again, or reload the page.";

/** Puts what the site answers in place of the panel; says in the form why it did not. */
export async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  if (form.dataset["busy"]) return;
  form.dataset["busy"] = "yes";
  form.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, { method: "POST", body });
    const page = await answer.text();
    const fresh = answer.ok ? partOf(page, PANEL) : null;
    if (fresh) took(form, fresh, page);
    else refused(form, refusalIn(page));
  } catch {
    refused(form, UNREACHABLE);
  } finally {
    delete form.dataset["busy"];
    form.removeAttribute("aria-busy");
  }
}

const parsed = (page: string): Document => new DOMParser().parseFromString(page, "text/html");

function refusalIn(page: string): string {
  return parsed(page).querySelector("[data-refusal]")?.textContent?.trim() || ODD;
}

function refused(form: HTMLFormElement, words: string): void {
  form.querySelector(".notice.bad")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  form.append(notice);
}

function took(form: HTMLFormElement, fresh: HTMLElement, page: string): void {
  const panel = document.getElementById(PANEL);
  if (!panel) return;
  const isNew = form.classList.contains("say");
  const before = new Set([...panel.querySelectorAll("li")].map((item) => item.id));
  const item = form.closest("li")?.id;
  const drafts = draftsBut(panel, form);
  panel.replaceChildren(...fresh.childNodes);
  showLocalTimes(panel);
  keepDrafts(drafts);
  const came = [...panel.querySelectorAll("li")].find((one) => !before.has(one.id));
  came?.classList.add("fresh");
  const undo = panel.querySelector<HTMLElement>(".undo button");
  const here = item && document.getElementById(item);
  const focus = isNew ? document.getElementById("say-words") : (came ?? (here || undo));
  (focus ?? panel.querySelector("h2"))?.focus({ preventScroll: isNew });
  announce(parsed(page).querySelector(".messages .notice")?.textContent ?? "Done.");
  panel.dispatchEvent(new Event("comments"));
}

/** Words that were begun elsewhere in the panel and are not sent yet. */
function draftsBut(panel: HTMLElement, sent: HTMLFormElement): Map<string, string> {
  const areas = [...panel.querySelectorAll("textarea")];
  const begun = areas.filter((one) => one.value !== one.defaultValue && !sent.contains(one));
  return new Map(begun.map((one) => [one.id, one.value]));
}

function keepDrafts(drafts: ReadonlyMap<string, string>): void {
  for (const [id, words] of drafts) {
    const area = document.getElementById(id);
    if (!(area instanceof HTMLTextAreaElement)) continue;
    area.value = words;
    area.closest("details")?.setAttribute("open", "");
  }
}

/** The next page of comments below those that are there. */
export async function extend(link: HTMLAnchorElement): Promise<void> {
  const panel = document.getElementById(PANEL);
  try {
    const answer = await fetch(link.href);
    const fresh = answer.ok ? partOf(await answer.text(), PANEL) : null;
    const items = fresh?.querySelectorAll<HTMLElement>(".said-list > li");
    if (!panel || !items?.length) return void location.assign(link.href);
    const first = items[0];
    panel.querySelector(".said-list")?.append(...items);
    const more = fresh?.querySelector(".more");
    if (more) panel.querySelector(".more")?.replaceWith(more);
    else panel.querySelector(".more")?.remove();
    showLocalTimes(panel);
    first?.focus();
  } catch {
    location.assign(link.href);
  }
}
