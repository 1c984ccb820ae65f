/** Buttons that copy: <button data-copy="id of an input">, and the live region that says so. */

export function announce(text: string): void {
  const region = document.getElementById("live");
  if (region) region.textContent = text;
}

export function bindCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = document.getElementById(button.dataset["copy"] ?? "");
  if (!(source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement)) return;
  const before = button.dataset["label"] ?? button.textContent ?? "";
  button.dataset["label"] = before;
  try {
    await navigator.clipboard.writeText(source.value);
    button.textContent = "Copied";
    announce("Copied.");
    setTimeout(() => (button.textContent = before), 2000);
  } catch {
    source.select(); // plain HTTP or a refusal: the visitor presses Ctrl+C
    announce("Selected. Press Control and C to copy.");
  }
}
