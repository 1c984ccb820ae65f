/** How losses are drawn: along epochs or every step, and how much they are smoothed. */
import type { Along } from "./losspictures.ts";

const KEPT = "training-smoothing";

export class LossTools {
  along: Along = "epochs";
  private readonly slider: HTMLInputElement | null;

  constructor(root: HTMLElement, changed: () => void) {
    this.slider = root.querySelector<HTMLInputElement>("[data-smoothing]");
    if (this.slider) this.slider.value = remembered() ?? this.slider.value;
    this.slider?.addEventListener("input", () => {
      this.tell();
      remember(this.slider?.value ?? "");
      changed();
    });
    const buttons = [...root.querySelectorAll<HTMLButtonElement>("[data-along]")];
    for (const button of buttons)
      button.addEventListener("click", () => {
        this.along = button.dataset["along"] as Along;
        for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
        this.tell();
        changed();
      });
    this.tell();
  }

  get smoothing(): number {
    return this.along === "steps" ? Number(this.slider?.value ?? 0) / 100 : 0;
  }

  private tell(): void {
    const { slider } = this;
    if (!slider) return;
    const label = slider.closest("label");
    if (label) label.hidden = this.along !== "steps"; // an epoch is a mean already
    const words = slider.value === "0" ? "not at all" : `${slider.value} %`;
    const output = label?.querySelector("[data-smoothing-told]");
    if (output) output.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(KEPT, value);
  } catch {} // not remembered, but done
}
