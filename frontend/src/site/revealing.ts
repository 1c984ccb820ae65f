/** A result that is told step by step, by a button that says what comes next. */

const WORDS = ["Tell the first place", "Tell the second place", "Tell the third place"];

/** What the button says while so many steps are left; nothing when all is told. */
export const nextWords = (left: number): string | null => WORDS[left - 1] ?? null;

export function bindReveal(steps: readonly HTMLElement[], button: HTMLButtonElement): void {
  let told = 0;
  const say = (): void => {
    const words = nextWords(steps.length - told);
    button.hidden = words === null;
    button.textContent = words ?? "";
  };
  button.addEventListener("click", () => {
    const step = steps[told];
    told += 1;
    step?.classList.add("told");
    if (told === steps.length) step?.focus(); // the button goes
    say();
    step?.scrollIntoView({ block: "nearest" });
  });
  say();
}
