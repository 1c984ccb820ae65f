/** The form for own files: chosen, or dropped, as files, folders or zips, and sent at once. */
import { filesDropped } from "./dropping.ts";
import { describe, musicOf } from "./measuring.ts";
import { send } from "./sending.ts";

interface Brought {
  readonly id: string;
}

export function bindBringing(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const area = form.querySelector<HTMLElement>("[data-drop]");
  if (!input || !area || form.dataset["bound"] !== undefined) return;
  form.dataset["bound"] = "";
  input.addEventListener("change", () => tell(form, [...(input.files ?? [])], 0));
  bindDrop(area, (files) => take(form, input, files));
  bindFolder(form, (files) => take(form, input, files));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, [...(input.files ?? [])]);
  });
}

/** Puts files where the form has them, so that it could be sent without us as well. */
function take(form: HTMLFormElement, input: HTMLInputElement, files: readonly File[]): void {
  const music = musicOf(files);
  const kept = new DataTransfer();
  for (const file of music) kept.items.add(file);
  input.files = kept.files;
  tell(form, music, files.length - music.length);
}

function tell(form: HTMLFormElement, files: readonly File[], aside: number): void {
  const { words, problem } = describe(files, aside);
  const chosen = form.querySelector<HTMLElement>(".chosen");
  if (chosen) chosen.textContent = words;
  trouble(form, problem);
}

function bindDrop(area: HTMLElement, take: (files: File[]) => void): void {
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    area.classList.toggle("over", on);
  };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer) void filesDropped(event.dataTransfer).then(take);
  });
}

function bindFolder(form: HTMLElement, take: (files: File[]) => void): void {
  const row = form.querySelector<HTMLElement>("[data-folder]");
  if (!row) return;
  row.hidden = false;
  row.querySelector("button")?.addEventListener("click", () => {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.webkitdirectory = true;
    picker.addEventListener("change", () => take([...(picker.files ?? [])]));
    picker.click();
  });
}

async function submit(form: HTMLFormElement, files: readonly File[]): Promise<void> {
  const { problem } = describe(files);
  if (problem || !files.length) {
    trouble(form, problem || "Choose the files first.");
    return;
  }
  const button = form.querySelector<HTMLButtonElement>(".actions button");
  const meter = form.querySelector<HTMLElement>("[data-sending]");
  if (button) button.disabled = true;
  trouble(form, "");
  try {
    const body = new FormData(form);
    const token = String(body.get("csrfmiddlewaretoken"));
    const made = await send<Brought>(form.dataset["bring"] ?? "", body, token, (share) =>
      show(meter, share),
    );
    const back = String(body.get("back") ?? "");
    location.assign(`/train/data/${made.id}/${back && `?${back}`}`);
  } catch (error) {
    trouble(form, (error as Error).message);
    if (meter) meter.hidden = true;
    if (button) button.disabled = false;
  }
}

function show(meter: HTMLElement | null, share: number): void {
  if (!meter) return;
  meter.hidden = false;
  const bar = meter.querySelector("progress");
  const words = meter.querySelector("span");
  if (bar) bar.value = share;
  const told = share < 1 ? `${Math.floor(share * 10) * 10} % sent` : "All sent; storing them";
  if (words && words.textContent !== told) words.textContent = told;
}

function trouble(form: HTMLElement, words: string): void {
  const box = form.querySelector<HTMLElement>("[data-trouble]");
  if (!box) return;
  box.textContent = words;
  box.hidden = !words;
}
