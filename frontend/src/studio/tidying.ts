/** How to tidy, chosen in a small panel in which one hears before and after. */
import { isTriplet } from "../music/grid.ts";
import { barTicks, meterAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { setTidy } from "./changes.ts";
import { quantise, tidiable, tidied } from "./editing.ts";
import type { Elements } from "./elements.ts";
import { audible } from "./mixer.ts";
import { placePanel } from "./panels.ts";
import type { Studio } from "./studio.ts";
import { togglePlay } from "./transport.ts";

type Places = Pick<
  Elements,
  | "roll"
  | "tidyPanel"
  | "tidyNotes"
  | "tidyStrength"
  | "tidyStrengthValue"
  | "tidySwing"
  | "tidySwingValue"
  | "tidyLengths"
  | "tidyBefore"
  | "tidyAfter"
  | "tidyApply"
>;

export class Tidying {
  private readonly studio: Studio;
  private readonly page: Places;
  private after = true; // which of the two is on show and sounds

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    this.bindFields();
    placePanel(page.tidyPanel, page.roll, (open) => (open ? this.hear(true) : this.close()));
    studio.on(["song", "track", "selection", "grid", "mixer"], () => this.show());
  }

  private get open(): boolean {
    return this.page.tidyPanel.matches(":popover-open");
  }

  private bindFields(): void {
    const { studio, page } = this;
    page.tidyStrength.addEventListener("input", () =>
      studio.change(setTidy, { strength: Number(page.tidyStrength.value) / 100 }),
    );
    page.tidySwing.addEventListener("input", () =>
      studio.change(setTidy, { swing: Number(page.tidySwing.value) }),
    );
    page.tidyLengths.addEventListener("change", () =>
      studio.change(setTidy, { lengths: page.tidyLengths.checked }),
    );
    page.tidyBefore.addEventListener("click", () => this.listen(false));
    page.tidyAfter.addEventListener("click", () => this.listen(true));
    page.tidyApply.addEventListener("click", () => {
      page.tidyPanel.hidePopover();
      quantise(studio);
    });
  }

  /** One of the two, from the bar of the first note where nothing plays yet. */
  private listen(after: boolean): void {
    const { studio } = this;
    this.hear(after);
    studio.messages.say(after ? "After" : "Before");
    if (studio.player.playing) return;
    const [first] = tidiable(studio.state);
    const bar = barTicks(meterAt(studio.song, first?.onset ?? 0));
    studio.seek(Math.floor((first?.onset ?? 0) / bar) * bar);
    void togglePlay(studio);
  }

  private hear(after: boolean): void {
    this.after = after;
    this.show();
  }

  private show(): void {
    this.showFields();
    if (!this.open) return;
    const { studio, page, after } = this;
    const edit = tidied(studio);
    page.roll.revert();
    if (after && edit.notes.length > 0) page.roll.preview(edit);
    const song = after ? edit.song : studio.song;
    studio.player.load(song, audible(studio.state.mixer, song));
  }

  private showFields(): void {
    const { page, after } = this;
    const { tidy, grid, selection } = this.studio.state;
    const strength = Math.round(tidy.strength * 100);
    page.tidyStrength.value = String(strength);
    page.tidyStrengthValue.textContent = `${strength} %`;
    page.tidySwing.value = String(tidy.swing);
    page.tidySwing.disabled = isTriplet(grid);
    page.tidySwingValue.textContent = page.tidySwing.disabled ? "straight" : `${tidy.swing} %`;
    page.tidyLengths.checked = tidy.lengths;
    page.tidyBefore.setAttribute("aria-pressed", String(!after));
    page.tidyAfter.setAttribute("aria-pressed", String(after));
    const count = plural(tidiable(this.studio.state).length, "note");
    page.tidyNotes.textContent = selection.length > 0 ? `${count} selected` : `All ${count}`;
  }

  private close(): void {
    const { studio, page } = this;
    page.roll.revert();
    studio.player.load(studio.song, audible(studio.state.mixer, studio.song));
  }
}
