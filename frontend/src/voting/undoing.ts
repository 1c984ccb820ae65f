/** The seconds in which the vote just cast can be taken back, counted down on the button. */

export class UndoOffer {
  private readonly button: HTMLElement;
  private readonly left: HTMLElement;
  private timer: ReturnType<typeof setInterval> | undefined;
  private until = 0; // by performance.now()

  constructor(root: HTMLElement, undo: () => void) {
    this.button = root.querySelector("[data-undo]") as HTMLElement;
    this.left = root.querySelector("[data-undo-left]") as HTMLElement;
    this.button.addEventListener("click", undo);
  }

  get stands(): boolean {
    return !this.button.hidden;
  }

  /** The server decides; what is shown here is when asking is of no use any more. */
  offer(seconds: number): void {
    this.end();
    if (seconds <= 0) return;
    this.until = performance.now() + seconds * 1000;
    this.button.hidden = false;
    this.timer = setInterval(() => this.draw(), 250);
    this.draw();
  }

  end(): void {
    clearInterval(this.timer);
    this.button.hidden = true;
  }

  private draw(): void {
    const seconds = secondsLeft(this.until, performance.now());
    this.left.textContent = String(seconds);
    if (seconds > 0) return;
    const focused = document.activeElement === this.button;
    this.end();
    // What has the focus goes: it must not fall to the top of the page.
    if (focused) this.button.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
  }
}

/** Whole seconds that are left, both moments in milliseconds. */
export const secondsLeft = (until: number, now: number): number =>
  Math.max(0, Math.ceil((until - now) / 1000));
